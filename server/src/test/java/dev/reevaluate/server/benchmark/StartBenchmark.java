package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the jar takes to serve with its embedded database, new, once it is there, and from a start cache, beside what its
 * libraries take that long for when there is nothing of ours.
 */
class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final String DATA_DIR = "--reevaluate.data-dir=";
    private static final Map<String, String> SIMPLER_COMPILER = Map.of("JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    @Test
    void startingTheJar(@TempDir Path directory) throws Exception {
        Path bare = BareApplication.jar(MeasuredServer.JAR, directory);
        Times floor = new Times();
        Times cold = new Times();
        Times warm = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            start(
                    floor,
                    () -> MeasuredServer.launchBy(List.of(MeasuredServer.JAVA, "-jar", bare.toString()), Map.of()));
            Path data = directory.resolve("data-" + round);
            start(cold, () -> MeasuredServer.launch(DATA_DIR + data));
            start(warm, () -> MeasuredServer.launch(DATA_DIR + data));
        }
        row("of the jar with a new database", cold, floor, "");
        row("of the jar with its database", warm, floor, "under 3 s");
    }

    @Test
    void startingWithACache(@TempDir Path directory) throws Exception {
        Path bare = startCache(BareApplication.jar(MeasuredServer.JAR, directory), directory.resolve("bare"));
        Path server = startCache(MeasuredServer.JAR, directory.resolve("server"));
        String data = DATA_DIR + directory.resolve("data");
        start(new Times(), () -> MeasuredServer.launchBy(List.of(server.toString()), Map.of(), data));
        Times floor = new Times();
        Times cached = new Times();
        Times simplerFloor = new Times();
        Times simpler = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            start(floor, () -> MeasuredServer.launchBy(List.of(bare.toString()), Map.of()));
            start(cached, () -> MeasuredServer.launchBy(List.of(server.toString()), Map.of(), data));
            start(simplerFloor, () -> MeasuredServer.launchBy(List.of(bare.toString()), SIMPLER_COMPILER));
            start(simpler, () -> MeasuredServer.launchBy(List.of(server.toString()), SIMPLER_COMPILER, data));
        }
        row("with a start cache and its database", cached, floor, "under 1.5 s");
        row("the same, with -XX:TieredStopAtLevel=1", simpler, simplerFloor, "under 1.5 s");
    }

    private static Path startCache(Path jar, Path folder) throws IOException, InterruptedException {
        int made = new ProcessBuilder("./make-start-cache", jar.toString(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (made != 0) {
            throw new IllegalStateException("make-start-cache ended with " + made);
        }
        return folder.resolve("start");
    }

    private static void start(Times times, Callable<MeasuredServer> launch) throws Exception {
        long start = System.nanoTime();
        try (MeasuredServer server = launch.call()) {
            server.awaitStart();
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void row(String how, Times times, Times floor, String aim) {
        BenchmarkTable.row(
                "start " + how + "; floor: the libraries alone, in the same way",
                text("%.2f s", times.medianMillis() / 1000),
                text("%.2f s", floor.medianMillis() / 1000),
                times.medianMillis() / floor.medianMillis(),
                aim);
    }
}
