package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.evaluation.EvalType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How many wait for Python processes and how many of these stay, and what a server that stops gives back. */
class ChildrenTests {

    @Test
    void whatWaitsIsBoundedAndAStoppedServerGivesItBack() throws InterruptedException {
        Python python = new Python(1, Duration.ofSeconds(3));
        CountDownLatch asked = new CountDownLatch(1);
        JudgeCalls never = (run, request) -> {
            asked.countDown();
            return new CompletableFuture<>();
        };
        PythonProgram asks = Python.program("evaluate_llm_judge_metric(data, description='x')", EvalType.NUMERIC);
        CompletableFuture<List<PythonOutcome>> working =
                python.programs().run(asks, Python.runs(1), never).toCompletableFuture();
        asked.await();
        List<CompletableFuture<List<PythonOutcome>>> waiting = java.util.stream.Stream.generate(
                        () -> python.programs().run(asks, Python.runs(1), never).toCompletableFuture())
                .limit(501)
                .toList();

        assertThat(waiting.get(500))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("every Python process is busy");
        assertThat(waiting.get(499)).isNotDone();

        python.close();

        assertThat(working)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the server is stopping");
        assertThat(waiting).allSatisfy(stage -> assertThat(stage).isCompletedExceptionally());
        assertThat(Python.children()).isEmpty();
    }

    @Test
    void aServerThatStopsWhileAProcessStartsSaysSo() {
        Python python = new Python(1, Duration.ofSeconds(3));
        CompletableFuture<List<PythonOutcome>> starting = python.programs()
                .run(Python.program("_result = 1", EvalType.NUMERIC), Python.runs(1), JudgeCalls.NOT_CONFIGURED)
                .toCompletableFuture();
        await().atMost(Duration.ofSeconds(10)).until(() -> !Python.children().isEmpty());

        python.close();

        assertThat(starting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the server is stopping");
    }

    @Test
    void ofProcessesThatNobodyNeedsOneStays() throws InterruptedException {
        try (Timer timer = new Timer();
                Children children = new Children(
                        new ChildStarter(Installation.classPath(null).orElseThrow(), Python.DATA.resolve("python")),
                        timer)) {
            Child one = children.take(false);
            Child other = children.take(false);
            children.giveBack(one);
            children.giveBack(other);

            children.retire();
            assertThat(children.alive()).isEqualTo(2);

            long aMinuteAgo = System.nanoTime() - Duration.ofMinutes(1).toNanos();
            one.idleFrom(aMinuteAgo);
            other.idleFrom(aMinuteAgo);
            children.retire();

            await().atMost(Duration.ofSeconds(10)).until(() -> children.alive() == 1);
            assertThat(other.isAlive()).isTrue();
            assertThat(children.take(false)).isSameAs(other);
        }
    }
}
