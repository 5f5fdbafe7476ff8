package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** How long an organization waits for 10 evaluations: of an idle server, and beside another's 200,000. */
@ServerTest
class NeighbourBenchmark {

    private static final int ROUNDS = 9;
    private static final String OTHER_KEY = "benchmark-key-of-the-other-organization";
    private static final int OTHER_RESULT = 1_000;

    private final World world;
    private final JdbcConnectionDetails database;

    @Autowired
    NeighbourBenchmark(World world, JdbcConnectionDetails database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void tenEvaluationsBeside200000() throws Exception {
        new Dataset(world).create(100, 200);
        world.load("""
                api_keys: [{key: %s, organization: 1}, {key: %s, organization: 2}]
                projects: [{id: 2, organization: 2, name: P}]
                agents: [{id: 2, project: 2, name: A}]
                metrics: [{id: 21, project: 2, name: M, eval_type: numeric, function_name: get_latency, cost: "0", agents: [2]}]
                """.formatted(Dataset.KEY, OTHER_KEY));
        world.change("insert into result (id, agent_id, name, status) values (%d, 2, 'result', 'completed')"
                .formatted(OTHER_RESULT));
        world.change("""
                insert into run (id, result_id, status, transcript_object)
                select id + 5000, %d, status, transcript_object from run where result_id = 1 order by id limit 10
                """.formatted(OTHER_RESULT));
        world.change("vacuum analyze");
        try (MeasuredServer server =
                        MeasuredServer.launchOn(database, "neighbour").awaitStart();
                HttpConnection client = server.connect()) {
            Times idle = waits(client);
            assertThat(client.post(Dataset.BULK, Dataset.KEY, Dataset.json(1, 100, Dataset.METRICS)))
                    .isEqualTo(200);
            Times beside = waits(client);
            assertThat(world.count("slice where finished_at is null"))
                    .as("slices of the backlog when the last small request had ended")
                    .isPositive();
            BenchmarkTable.row(
                    "10 evaluations beside another organization's 200,000; floor: of an idle server",
                    text("%.2f s", beside.medianMillis() / 1000),
                    text("%.2f s", idle.medianMillis() / 1000),
                    beside.medianMillis() / idle.medianMillis(),
                    "under 2 s");
            world.change("delete from scheduled_tasks where not picked");
        }
    }

    private Times waits(HttpConnection client) throws Exception {
        Times waits = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            waits.add(() -> {
                assertThat(client.post(
                                Dataset.BULK,
                                OTHER_KEY,
                                Dataset.json(OTHER_RESULT, OTHER_RESULT, List.of(BigInteger.valueOf(21)))))
                        .isEqualTo(200);
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofMinutes(2))
                        .until(() ->
                                world.count("slice where finished_at is null and result_id = " + OTHER_RESULT) == 0);
            });
        }
        return waits;
    }
}
