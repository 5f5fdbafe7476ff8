package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrphanTests {

    @Test
    void aServerThatIsKilledTakesItsChildrenWithItWhateverTheyAreDoing() throws IOException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String pid = said.lines()
                    .filter(line -> line.startsWith("child "))
                    .findFirst()
                    .orElseThrow()
                    .substring("child ".length());
            ProcessHandle child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            server.destroyForcibly();

            assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            server.destroyForcibly();
        }
    }

    /** Stands for a server whose child is in an operation that nothing interrupts. */
    static final class Server {

        private Server() {}

        public static void main(String[] arguments) {
            try (Python python = new Python(1, Duration.ofMinutes(5))) {
                PythonProgram endless = Python.program("""
                        evaluate_llm_judge_metric(data, description="here I am")
                        3 ** (10 ** 9)""", EvalType.NUMERIC);
                python.run(endless, Python.runs(1), (run, request) -> {
                    System.out.println("child " + Python.children().get(0).pid());
                    return CompletableFuture.completedFuture("{\"result\": 1}");
                });
            }
        }
    }
}
