package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** What a server holds in memory at rest, after 100,000 evaluations, and after a million. */
@ServerTest
class MemoryBenchmark {

    private static final int REQUESTS = 10;

    private final World world;
    private final JdbcConnectionDetails database;

    @Autowired
    MemoryBenchmark(World world, JdbcConnectionDetails database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void afterAMillionEvaluations() throws Exception {
        new Dataset(world).create(100, 100);
        world.load("api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY));
        try (MeasuredServer server = MeasuredServer.launchOn(database, "memory").awaitStart()) {
            long liveAtRest = server.liveMegabytes();
            String atRest = text("%d MB live, %d MB resident", liveAtRest, server.residentMegabytes());
            BenchmarkTable.row("memory at rest", atRest, "");
            long liveBefore = 0;
            String before = "";
            for (int request = 1; request <= REQUESTS; request++) {
                try (HttpConnection client = server.connect()) {
                    assertThat(client.post(Dataset.BULK, Dataset.KEY, Dataset.json(1, 100, Dataset.METRICS)))
                            .isEqualTo(200);
                }
                await().atMost(Duration.ofMinutes(2)).until(() -> world.count("scheduled_tasks") == 0);
                if (request == 1 || request == REQUESTS) {
                    long resident = server.residentMegabytes();
                    long live = server.liveMegabytes();
                    String now = text("%d MB live, %d MB resident", live, resident);
                    if (request == 1) {
                        liveBefore = live;
                        before = now;
                    } else {
                        BenchmarkTable.row(
                                "memory after 1,000,000 evaluations; floor: after 100,000, of the same process",
                                now,
                                before,
                                (double) live / (double) liveBefore,
                                "flat: at most 1.1 (live)");
                    }
                }
            }
        }
    }
}
