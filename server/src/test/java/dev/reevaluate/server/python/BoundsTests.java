package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a program can't do to others: it is its own process that it ends, and the next run has another. */
class BoundsTests {

    private static final String TOO_LONG =
            "Failed[explanation=The program took longer than the 3 s that it may take for a run, and was stopped.]";

    private static Python python;

    @BeforeAll
    static void start() {
        python = new Python(1, Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
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
    void whoCatchesEverythingIsStoppedAllTheSame() {
        List<PythonOutcome> outcomes = python.run("""
                import re
                run = data["run_id"]
                def forever():
                    while True:
                        pass
                while run == 1:
                    try:
                        forever()
                    except BaseException:
                        pass
                if run == 2:
                    try:
                        forever()
                    finally:
                        forever()
                if run == 3:
                    re.match("(a|aa|a?a)+$", "a" * 60 + "b")
                    forever()
                if run == 4:
                    class Endless(str):
                        def __str__(self): forever()
                        def __len__(self): forever()
                        def __eq__(self, other): forever()
                        __repr__ = __format__ = __iter__ = __str__
                    class NoText:
                        def __str__(self): forever()
                    _explanation = [Endless("x"), NoText()]
                _result = run""", EvalType.NUMERIC, Python.runs(6));

        assertThat(outcomes)
                .extracting(Python::result)
                .containsExactly("0", TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, "5");
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
    void theJudgesAnswersAreNotCountedAsTheProgramsTime() {
        JudgeCalls slow = (run, request) -> CompletableFuture.supplyAsync(
                () -> "{\"result\": 5}", CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));
        PythonProgram asks = Python.program(
                "_result = evaluate_llm_judge_metric(data, description='x')['result']", EvalType.NUMERIC);

        assertThat(python.run(asks, Python.runs(1), slow))
                .extracting(Python::result)
                .containsExactly("5");
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
}
