package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program can't do to others: each test has child processes of its own, as it ends them. */
class BoundsTests {

    private static final String TOO_LONG =
            "Failed[explanation=The program took longer than the 3 s that it may take for a run, and was stopped.]";

    private Python python;

    @BeforeEach
    void start() {
        python = new Python(1, Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() {
        python.close();
    }

    @Test
    void runsThatNeverEndFailAloneWhicheverWayTheyHang() {
        // The loop is interrupted and its child goes on; the power is not to be interrupted, and ends its child.
        List<PythonOutcome> outcomes = python.run("""
                if data["run_id"] == 1:
                    while True:
                        pass
                if data["run_id"] == 3:
                    3 ** (10 ** 8)
                _result = data["run_id"]""", EvalType.NUMERIC, Python.runs(5));

        assertThat(outcomes).extracting(Python::result).containsExactly("0", TOO_LONG, "2", TOO_LONG, "4");
    }

    @Test
    void aRunThatTakesAllMemoryFailsAlone() {
        List<PythonOutcome> outcomes = python.run("""
                if data["run_id"] == 1:
                    hog = "x" * 10**9
                _result = data["run_id"]""", EvalType.NUMERIC, Python.runs(3));

        assertThat(outcomes)
                .extracting(Python::result)
                .containsExactly(
                        "0",
                        "Failed[explanation=The program needs more than the 256 MB of memory that it may have.]",
                        "2");
    }

    @Test
    void aChildThatIsKilledIsReplacedAndNothingIsLost() {
        PythonProgram asks = Python.program("""
                if data["run_id"] == 1:
                    evaluate_llm_judge_metric(data, description="wait")
                _result = data["run_id"]""", EvalType.NUMERIC);
        CompletableFuture<ProcessHandle> killed = new CompletableFuture<>();
        JudgeCalls killer = (run, request) -> {
            if (!killed.isDone()) {
                ProcessHandle child = Python.children().get(0);
                child.destroyForcibly();
                killed.complete(child);
            }
            return CompletableFuture.completedFuture("{\"result\": 1}");
        };

        List<PythonOutcome> outcomes = python.run(asks, Python.runs(3), killer);

        assertThat(outcomes).extracting(Python::result).containsExactly("0", "1", "2");
        assertThat(killed.join().isAlive()).isFalse();
    }

    @Test
    void whereTheJudgeIsAwayTheWholeIsTriedLater() {
        JudgeCalls away = (run, request) ->
                CompletableFuture.failedFuture(new EvaluationDelayedException("the judge does not answer", null));
        PythonProgram asks = Python.program("evaluate_llm_judge_metric(data, description='x')", EvalType.NUMERIC);

        assertThatThrownBy(() -> python.run(asks, Python.runs(1), away))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EvaluationDelayedException.class)
                .hasMessageContaining("the judge does not answer");
    }

    @Test
    void whatWaitsIsBoundedAndAStoppedServerGivesItBack() throws InterruptedException {
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
                .limit(1001)
                .toList();

        assertThat(waiting.get(1000))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("every Python process is busy");
        assertThat(waiting.get(999)).isNotDone();

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
    void ofProcessesThatNobodyNeedsOneStays() {
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
