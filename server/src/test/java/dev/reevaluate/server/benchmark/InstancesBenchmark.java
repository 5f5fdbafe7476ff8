package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** One, two and four servers on one database, with 20,000 executions that are due at once: who serves how many. */
@ServerTest
class InstancesBenchmark {

    private static final int RESULTS = 100;
    private static final int RUNS = 200;
    private static final int EXECUTIONS = RESULTS * RUNS;

    private final World world;
    private final JdbcConnectionDetails database;

    @Autowired
    InstancesBenchmark(World world, JdbcConnectionDetails database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void executionsOfSeveralServers() throws Exception {
        world.change("create unlogged table served (by text)");
        world.change("""
                create function note_served() returns trigger language plpgsql as
                'begin insert into served values (old.picked_by); return null; end'
                """);
        try {
            double alone = 0;
            for (int instances : new int[] {1, 2, 4}) {
                double perSecond = measure(instances);
                alone = instances == 1 ? perSecond : alone;
                BenchmarkTable.row(
                        text(
                                "%s on one database, executions of one run by 10 metrics; floor: one server",
                                instances == 1 ? "1 server" : instances + " servers"),
                        text("%,.0f/s", perSecond),
                        text("%,.0f/s", alone),
                        perSecond / alone,
                        "no less, on as many cores");
            }
        } finally {
            world.clear();
            world.change("drop function note_served() cascade");
            world.change("drop table served");
        }
    }

    private double measure(int instances) throws Exception {
        new Dataset(world).create(RESULTS, RUNS);
        world.load("api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY));
        world.change("""
                create or replace trigger note_served after delete on scheduled_tasks
                for each row execute function note_served()
                """);
        List<MeasuredServer> servers = new ArrayList<>();
        try {
            for (int i = 1; i <= instances; i++) {
                servers.add(MeasuredServer.launchOn(database, "server-" + i, "--reevaluate.work.runs-per-slice=1"));
            }
            servers.forEach(MeasuredServer::awaitStart);
            request(servers.get(0), RESULTS / 4);
            awaitEnd();
            world.change("truncate served");
            request(servers.get(0), RESULTS);
            Duration time = Times.of(this::awaitEnd);
            if (instances > 1) {
                spread(instances);
            }
            return EXECUTIONS / (Times.millis(time) / 1000);
        } finally {
            for (MeasuredServer server : servers) {
                server.close();
            }
        }
    }

    private void spread(int instances) {
        assertThat(world.count("served")).isEqualTo(EXECUTIONS);
        long least = world.number("""
                        select coalesce(min(n), 0) from (
                          select (select count(*) from served where by = 'server-' || i) as n
                          from generate_series(1, %d) i) counts
                        """.formatted(instances)).longValue();
        long mean = EXECUTIONS / instances;
        BenchmarkTable.row(
                text(
                        "%,d due executions, %d servers, %d claimed twice: the fewest that one serves; floor: the mean",
                        EXECUTIONS,
                        instances,
                        world.number("select count(*) from slice where claim > 1")
                                .intValue()),
                text("%,d", least),
                text("%,d", mean),
                (double) least / (double) mean,
                "at least 0.5");
    }

    private static void request(MeasuredServer server, int results) throws Exception {
        try (HttpConnection client = server.connect()) {
            assertThat(client.post(Dataset.BULK, Dataset.KEY, Dataset.json(1, results, Dataset.METRICS)))
                    .isEqualTo(200);
        }
    }

    private void awaitEnd() {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(3))
                .until(() -> world.count("scheduled_tasks") == 0);
    }
}
