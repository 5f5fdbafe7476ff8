package dev.reevaluate.server.python;

import dev.reevaluate.server.evaluation.RunFacts;
import dev.reevaluate.server.judge.Judge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs a program over runs that come one by one: while a chunk of them is with a child, the next ones gather, and go
 * together. A chunk belongs to one program.
 */
@Component
class Chunks {

    private static final int MOST_RUNS = 50;

    private final PythonPrograms python;
    private final Judge judge;
    private final Map<PythonProgram, List<Waiting>> gathering = new HashMap<>();

    Chunks(PythonPrograms python, Judge judge) {
        this.python = python;
        this.judge = judge;
    }

    /** Runs the program over a run with the {@code data}, as JSON text. The stage fails as that of PythonPrograms does. */
    CompletionStage<PythonOutcome> run(PythonProgram program, String data, RunFacts facts) {
        Waiting waiting = new Waiting(data, facts, new CompletableFuture<>());
        boolean first;
        synchronized (gathering) {
            first = !gathering.containsKey(program);
            gathering.computeIfAbsent(program, none -> new ArrayList<>()).add(waiting);
        }
        if (first) {
            runNext(program);
        }
        return waiting.outcome();
    }

    private void runNext(PythonProgram program) {
        List<Waiting> chunk = next(program);
        if (chunk.isEmpty()) {
            return;
        }
        run(program, chunk).whenComplete((outcomes, trouble) -> {
            end(chunk, outcomes, trouble);
            runNext(program);
        });
    }

    // Whatever happens: who gathers behind the chunk waits for its end
    private CompletionStage<List<PythonOutcome>> run(PythonProgram program, List<Waiting> chunk) {
        try {
            return python.run(
                    program,
                    chunk.stream().map(Waiting::data).toList(),
                    new JudgeOfPrograms(
                            judge,
                            program.organizationId(),
                            chunk.stream().map(Waiting::facts).toList()));
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Waiting> next(PythonProgram program) {
        synchronized (gathering) {
            List<Waiting> waiting = gathering.get(program);
            if (waiting == null || waiting.isEmpty()) {
                gathering.remove(program);
                return List.of();
            }
            List<Waiting> chunk = List.copyOf(waiting.subList(0, Math.min(MOST_RUNS, waiting.size())));
            waiting.subList(0, chunk.size()).clear();
            return chunk;
        }
    }

    private static void end(List<Waiting> chunk, @Nullable List<PythonOutcome> outcomes, @Nullable Throwable trouble) {
        for (int i = 0; i < chunk.size(); i++) {
            if (outcomes != null) {
                chunk.get(i).outcome().complete(outcomes.get(i));
            } else {
                chunk.get(i)
                        .outcome()
                        .completeExceptionally(trouble == null ? new IllegalStateException("no outcome") : trouble);
            }
        }
    }

    private record Waiting(String data, RunFacts facts, CompletableFuture<PythonOutcome> outcome) {}
}
