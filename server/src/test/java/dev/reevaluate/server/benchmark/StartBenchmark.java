package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the jar takes to serve with its embedded database, new and once it is there, beside a JVM that does nothing. */
class StartBenchmark {

    private static final int ROUNDS = 5;

    @Test
    void startingTheJar(@TempDir Path directory) throws Exception {
        Times jvm = new Times();
        Times cold = new Times();
        Times warm = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            jvm.add(StartBenchmark::startJvm);
            Path data = directory.resolve("data-" + round);
            start(cold, data);
            start(warm, data);
        }
        row("with a new database", cold, jvm, "");
        row("with its database", warm, jvm, "under 3 s");
    }

    private static void start(Times times, Path data) throws Exception {
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.launch("--reevaluate.data-dir=" + data)) {
            server.awaitStart();
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void startJvm() throws IOException, InterruptedException {
        new ProcessBuilder(ServerProcess.JAVA, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void row(String how, Times times, Times jvm, String aim) {
        BenchmarkTable.row(
                "start of the jar " + how + "; floor: `java -version`",
                text("%.2f s", times.medianMillis() / 1000),
                text("%.2f s", jvm.medianMillis() / 1000),
                times.medianMillis() / jvm.medianMillis(),
                aim);
    }
}
