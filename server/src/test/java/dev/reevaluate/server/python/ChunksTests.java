package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.RunFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs of a program gather behind the chunk that is under way, and are never forgotten there. */
class ChunksTests {

    private static final PythonProgram PROGRAM = new PythonProgram(1, "A metric", "_result = 1", EvalType.NUMERIC, 1);

    private static final RunFacts FACTS = new RunFacts(
            List.of(), null, null, null, Map.of(), RunFacts.Agent.UNKNOWN, null, null, null, RunFacts.Scenario.UNKNOWN);

    private final Queue<CompletionStage<List<PythonOutcome>>> answers = new ArrayDeque<>();
    private final OtherPrograms programs = new OtherPrograms();
    private final Chunks chunks = new Chunks(programs, question -> new CompletableFuture<>());

    @AfterEach
    void close() {
        programs.close();
    }

    @Test
    void anErrorEndsItsRunsAndThoseThatComeLaterAreRun() {
        CompletionStage<PythonOutcome> first = run();
        answers.add(CompletableFuture.completedFuture(List.of(new PythonOutcome.Failed("run"))));

        CompletionStage<PythonOutcome> later = run();

        assertThat(first).isCompletedExceptionally();
        assertThat(later).isCompletedWithValue(new PythonOutcome.Failed("run"));
    }

    @Test
    void anErrorEndsThoseThatHaveGatheredBehindAChunk() {
        CompletableFuture<List<PythonOutcome>> underWay = new CompletableFuture<>();
        answers.add(underWay);
        CompletionStage<PythonOutcome> first = run();
        CompletionStage<PythonOutcome> second = run();

        underWay.complete(List.of(new PythonOutcome.Failed("run")));

        assertThat(first).isCompletedWithValue(new PythonOutcome.Failed("run"));
        assertThat(second).isCompletedExceptionally();
    }

    private CompletionStage<PythonOutcome> run() {
        return chunks.run(PROGRAM, "{}", FACTS);
    }

    /** Answers what it is told to, and has no thread for more. */
    private final class OtherPrograms extends PythonPrograms {

        OtherPrograms() {
            super(
                    new PythonProperties(null, 1, Duration.ofSeconds(1)),
                    Optional.empty(),
                    Python.DATA,
                    new SimpleMeterRegistry());
        }

        @Override
        public CompletionStage<List<PythonOutcome>> run(PythonProgram program, List<String> runs, JudgeCalls judge) {
            CompletionStage<List<PythonOutcome>> next = answers.poll();
            if (next == null) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return next;
        }
    }
}
