package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.FairQueue;
import dev.reevaluate.server.judge.JudgeUnavailableException.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets a bounded number of asynchronous works run at the same time; a bounded number more waits without a thread, and their
 * organizations take turns. None takes the last free places: it gets another one while it has less than eight times as many
 * as are free, so that whoever comes next waits for nobody whose works take long. A work keeps its place while it waits
 * between two attempts: an endpoint that asks to wait gets fewer calls.
 */
final class ConcurrencyLimit implements AutoCloseable {

    // An organization alone has eight ninths of the places, and however many they are, each leaves some free
    private static final int TIMES_THE_FREE = 8;

    private final int places;
    private final int capacity;
    private final Executor executor;
    // Question for question: the places are shared by who has how many
    private final FairQueue<Work<?>> waiting = new FairQueue<>(0);
    private final Set<Work<?>> running = new HashSet<>();
    private final Map<Long, Integer> runningOf = new HashMap<>();
    private boolean closed;

    ConcurrencyLimit(int places, int capacity, Executor executor) {
        this.places = places;
        this.capacity = capacity;
        this.executor = executor;
    }

    /** Starts the work now, on the calling thread, or later on the executor's. */
    <T> CompletableFuture<T> run(long organization, Supplier<CompletionStage<T>> task) {
        Work<T> work = new Work<>(organization, task, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                work.result.completeExceptionally(stopping());
                return work.result;
            } else if (!mayHaveAnother(organization)) {
                if (waiting.size() < capacity) {
                    waiting.add(organization, work);
                } else {
                    work.result.completeExceptionally(new JudgeUnavailableException(
                            Trouble.QUEUE_FULL, "too many questions wait for the judge", null));
                }
                return work.result;
            }
            take(work);
        }
        start(work);
        return work.result;
    }

    synchronized int inUse() {
        return running.size();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Ends what runs and what waits, as trouble that passes. */
    @Override
    public void close() {
        List<Work<?>> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(running);
            for (Work<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                open.add(next);
            }
        }
        open.forEach(work -> work.result.completeExceptionally(stopping()));
    }

    private <T> void start(Work<T> work) {
        CompletionStage<T> stage;
        try {
            // Nobody waits for what was cancelled in the queue.
            stage = work.result.isDone() ? work.result : work.task.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        stage.whenComplete((value, failure) -> {
            freePlaceOf(work);
            if (failure == null) {
                work.result.complete(value);
            } else {
                work.result.completeExceptionally(failure);
            }
        });
    }

    private void freePlaceOf(Work<?> ended) {
        List<Work<?>> next = new ArrayList<>();
        synchronized (this) {
            if (running.remove(ended)) {
                runningOf.merge(ended.organization, -1, (before, less) -> before == 1 ? null : before + less);
            }
            for (Work<?> work = waiting.poll(this::mayHaveAnother);
                    work != null;
                    work = waiting.poll(this::mayHaveAnother)) {
                waiting.ended(work.organization, 1);
                take(work);
                next.add(work);
            }
        }
        // Not on this stack: where each work ends at once, a long queue would overflow it.
        next.forEach(work -> executor.execute(() -> start(work)));
    }

    private boolean mayHaveAnother(long organization) {
        int free = places - running.size();
        return runningOf.getOrDefault(organization, 0) < TIMES_THE_FREE * free;
    }

    private void take(Work<?> work) {
        running.add(work);
        runningOf.merge(work.organization, 1, Integer::sum);
    }

    private static JudgeUnavailableException stopping() {
        return new JudgeUnavailableException(Trouble.STOPPING, "the server is stopping", null);
    }

    /** Identity matters here: two works are never the same. */
    private static final class Work<T> {

        private final long organization;
        private final Supplier<CompletionStage<T>> task;
        private final CompletableFuture<T> result;

        Work(long organization, Supplier<CompletionStage<T>> task, CompletableFuture<T> result) {
            this.organization = organization;
            this.task = task;
            this.result = result;
        }
    }
}
