package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Organizations take turns at the processes, and a program that has to be stopped ends its turn. */
class TurnsTests {

    private static final String LOOP = "while True: pass";

    @Test
    void aProgramIsNotHeldUpByAnotherOrganizationsLoops() throws Exception {
        try (Python python = new Python(1, Duration.ofMillis(500))) {
            python.run("_result = 1", "{}");
            List<CompletableFuture<List<PythonOutcome>>> loops = LongStream.range(10, 60)
                    .mapToObj(metric -> start(python, new PythonProgram(metric, "Loop", LOOP, EvalType.NUMERIC, 1), 20))
                    .toList();

            CompletableFuture<List<PythonOutcome>> good =
                    start(python, new PythonProgram(9, "Good", "_result = 1", EvalType.NUMERIC, 2), 20);

            assertThat(good.get(60, TimeUnit.SECONDS)).allMatch(outcome -> outcome instanceof PythonOutcome.Scored);
            // Not one of the loops has had more than a turn or two
            assertThat(loops).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void anOrganizationWithManyProgramsLeavesPlacesInTheQueueToOthers() throws Exception {
        try (Python python = new Python(1, Duration.ofMillis(500))) {
            python.run("_result = 1", "{}");
            List<CompletableFuture<List<PythonOutcome>>> many = LongStream.range(10, 1500)
                    .mapToObj(metric -> start(python, new PythonProgram(metric, "Loop", LOOP, EvalType.NUMERIC, 1), 1))
                    .toList();

            CompletableFuture<List<PythonOutcome>> good =
                    start(python, new PythonProgram(9, "Good", "_result = 1", EvalType.NUMERIC, 2), 20);

            assertThat(good.get(60, TimeUnit.SECONDS)).allMatch(outcome -> outcome instanceof PythonOutcome.Scored);
            assertThat(many).anyMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    @Test
    void anErrorInTheMiddleOfAProgramEndsItsRuns() throws Exception {
        JudgeCalls broken = (run, request) -> {
            throw new StackOverflowError();
        };
        try (Python python = new Python(1, Duration.ofSeconds(5))) {
            PythonProgram asks = Python.program("evaluate_llm_judge_metric(data, '', 'x')", EvalType.NUMERIC);

            assertThat(python.programs().run(asks, Python.runs(1), broken))
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(StackOverflowError.class);
        }
    }

    private static CompletableFuture<List<PythonOutcome>> start(Python python, PythonProgram program, int runs) {
        return python.programs()
                .run(program, Python.runs(runs), JudgeCalls.NOT_CONFIGURED)
                .toCompletableFuture();
    }
}
