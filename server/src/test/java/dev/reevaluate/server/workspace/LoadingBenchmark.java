package dev.reevaluate.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.FileSystemResource;

/**
 * What loading a document on four servers at once costs, beside loading it on one, and how that grows with the document.
 * Not part of the suite, as a time is no promise; run it with {@code ./mvnw test -pl server -am -Dtest=LoadingBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@ServerTest
class LoadingBenchmark {

    private static final int SERVERS = 4;
    private static final int RUNS = 5;

    private final World world;
    private final Workspaces workspaces;

    @TempDir
    private Path directory;

    @Autowired
    LoadingBenchmark(World world, Workspaces workspaces) {
        this.world = world;
        this.workspaces = workspaces;
    }

    @Test
    @SuppressWarnings("SystemOut") // its purpose
    void loadingOnFourServersAtOnce() throws IOException {
        measure(620);
        System.out.println("results | one server | four at once | one again | four again");
        for (int results : new int[] {6_200, 12_400, 24_800}) {
            System.out.println(measure(results));
        }
    }

    private String measure(int results) throws IOException {
        Path document = document(results);
        world.clear();
        double one = seconds(document, 1);
        double again = seconds(document, 1);
        world.clear();
        double four = seconds(document, SERVERS);
        double fourAgain = seconds(document, SERVERS);
        assertThat(world.count("run")).isEqualTo((long) results * RUNS);
        return "%7d | %8.1f s | %.1f s (%.2f of one) | %.1f s | %.1f s"
                .formatted(results, one, four, four / one, again, fourAgain);
    }

    private double seconds(Path document, int servers) {
        ExecutorService starts = Executors.newFixedThreadPool(servers);
        try {
            long start = System.nanoTime();
            CompletableFuture.allOf(IntStream.range(0, servers)
                            .mapToObj(n -> CompletableFuture.runAsync(
                                    () -> workspaces.load(new FileSystemResource(document)), starts))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return (System.nanoTime() - start) / 1e9;
        } finally {
            starts.shutdown();
        }
    }

    private Path document(int results) throws IOException {
        Path file = directory.resolve(results + ".json");
        try (PrintWriter json = new PrintWriter(Files.newBufferedWriter(file))) {
            json.print("""
                    {"organizations": [{"id": 1, "name": "Load"}], "projects": [{"id": 1, "organization": 1, "name": "P"}],
                     "agents": [{"id": 1, "project": 1, "name": "A"}], "results": [""");
            for (int result = 1; result <= results; result++) {
                json.printf("%s{\"id\": %d, \"agent\": 1, \"name\": \"R\"}%n", result == 1 ? "" : ",", result);
            }
            json.print("], \"runs\": [");
            String turns =
                    "{\"role\": \"Main Agent\", \"content\": \"Some words that were said\", \"start_time\": 1.5},"
                            .repeat(12)
                            .replaceAll(",$", "");
            for (int run = 0; run < results * RUNS; run++) {
                json.printf(
                        "%s{\"id\": %d, \"result\": %d, \"status\": \"completed\", \"transcript_object\": [%s]}%n",
                        run == 0 ? "" : ",", run + 1, run / RUNS + 1, turns);
            }
            json.print("]}");
        }
        return file;
    }
}
