package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the jar takes to serve with its embedded database, new, once it is there, and from a start cache, beside a JVM that does nothing. */
class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final String DATA_DIR = "--reevaluate.data-dir=";

    @Test
    void startingTheJar(@TempDir Path directory) throws Exception {
        Times jvm = new Times();
        Times cold = new Times();
        Times warm = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            jvm.add(StartBenchmark::startJvm);
            Path data = directory.resolve("data-" + round);
            start(cold, () -> MeasuredServer.launch(DATA_DIR + data));
            start(warm, () -> MeasuredServer.launch(DATA_DIR + data));
        }
        row("of the jar with a new database", cold, jvm, "");
        row("of the jar with its database", warm, jvm, "under 3 s");
    }

    @Test
    void startingWithACache(@TempDir Path directory) throws Exception {
        Path folder = directory.resolve("fast");
        int made = new ProcessBuilder("./make-start-cache", MeasuredServer.JAR.toString(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (made != 0) {
            throw new IllegalStateException("make-start-cache ended with " + made);
        }
        Times jvm = new Times();
        Times cached = new Times();
        Times compiledOnce = new Times();
        String data = DATA_DIR + directory.resolve("data");
        Path start = folder.resolve("start");
        start(new Times(), () -> MeasuredServer.launchBy(start, Map.of(), data));
        for (int round = 0; round < ROUNDS; round++) {
            jvm.add(StartBenchmark::startJvm);
            start(cached, () -> MeasuredServer.launchBy(start, Map.of(), data));
            start(
                    compiledOnce,
                    () -> MeasuredServer.launchBy(start, Map.of("JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"), data));
        }
        row("with a start cache and its database", cached, jvm, "under 1.5 s");
        row("the same, with -XX:TieredStopAtLevel=1", compiledOnce, jvm, "under 1.5 s");
    }

    private static void start(Times times, Callable<MeasuredServer> launch) throws Exception {
        long start = System.nanoTime();
        try (MeasuredServer server = launch.call()) {
            server.awaitStart();
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void startJvm() throws IOException, InterruptedException {
        new ProcessBuilder(MeasuredServer.JAVA, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void row(String how, Times times, Times jvm, String aim) {
        BenchmarkTable.row(
                "start " + how + "; floor: `java -version`",
                text("%.2f s", times.medianMillis() / 1000),
                text("%.2f s", jvm.medianMillis() / 1000),
                times.medianMillis() / jvm.medianMillis(),
                aim);
    }
}
