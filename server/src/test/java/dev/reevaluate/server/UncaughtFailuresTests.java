package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose thread has ended for want of memory ends, and of any other failure only says so. */
class UncaughtFailuresTests {

    @Test
    void withoutMemoryTheProcessEnds() throws Exception {
        assertThat(end("memory")).isEqualTo(UncaughtFailures.OUT_OF_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "other"})
    void afterAnyOtherFailureItLivesOn(String failure) throws Exception {
        assertThat(end(failure)).isZero();
    }

    private static int end(String failure) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Failing.class.getName(),
                        failure)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("The thread taker has ended");
        return process.exitValue();
    }

    /** A program whose thread fails, and that goes on. */
    static final class Failing {

        private Failing() {}

        /** Runs it, with the failure's name. */
        public static void main(String[] failure) throws InterruptedException {
            Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures());
            Thread thread = new Thread(
                    () -> {
                        switch (failure[0]) {
                            case "memory" -> throw new OutOfMemoryError("Java heap space");
                            case "stack" -> throw new StackOverflowError();
                            default -> throw new IllegalStateException();
                        }
                    },
                    "taker");
            thread.start();
            thread.join();
        }
    }
}
