package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Four servers that start at once with one document of 6,200 results, beside four that start without a document. */
@ServerTest
class DocumentBenchmark {

    private static final int ROUNDS = 3;
    private static final int RESULTS = 6_200;
    private static final int SERVERS = 4;

    private final World world;
    private final JdbcConnectionDetails database;

    @Autowired
    DocumentBenchmark(World world, JdbcConnectionDetails database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void fourServersLoadOneDocument(@TempDir Path directory) throws Exception {
        String document = "--reevaluate.workspace=" + Files.write(directory.resolve("document.yaml"), document());
        Times with = new Times();
        Times without = new Times();
        Times alone = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            start(without, SERVERS);
            start(with, SERVERS, document);
            assertThat(world.count("result")).isEqualTo(RESULTS);
            start(alone, 1, document);
        }
        row("four without a document", with, without, "");
        row("one alone, with the document", with, alone, "about 1 with a core for each");
        world.clear();
    }

    private void start(Times times, int number, String... arguments) throws IOException {
        world.clear();
        List<MeasuredServer> servers = new ArrayList<>();
        try {
            long start = System.nanoTime();
            for (int i = 1; i <= number; i++) {
                servers.add(MeasuredServer.launchOn(database, "server-" + i, arguments));
            }
            servers.forEach(MeasuredServer::awaitStart);
            times.add(Duration.ofNanos(System.nanoTime() - start));
        } finally {
            for (MeasuredServer server : servers) {
                server.close();
            }
        }
    }

    private static void row(String floor, Times with, Times than, String aim) {
        BenchmarkTable.row(
                text("start of four servers with one document of %,d results; floor: %s", RESULTS, floor),
                text("%.1f s", with.medianMillis() / 1000),
                text("%.1f s", than.medianMillis() / 1000),
                with.medianMillis() / than.medianMillis(),
                aim);
    }

    private static List<String> document() {
        List<String> lines = new ArrayList<>(List.of(
                "organizations: [{id: 1, name: Benchmark, balance: 10}]",
                "api_keys: [{key: %s, organization: 1}]".formatted(Dataset.KEY),
                "projects: [{id: 1, organization: 1, name: P}]",
                "agents: [{id: 1, project: 1, name: A}]",
                "results:"));
        for (int i = 1; i <= RESULTS; i++) {
            lines.add("  - {id: %d, agent: 1, name: R}".formatted(i));
        }
        lines.add("runs:");
        for (int i = 1; i <= RESULTS; i++) {
            lines.add("  - {id: %d, result: %d, status: completed}".formatted(i, i));
        }
        return lines;
    }
}
