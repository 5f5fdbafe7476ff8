package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.FairQueue;
import dev.reevaluate.server.judge.JudgeUnavailableException.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of asynchronous works run at the same time; a bounded number more waits without a thread, and their
 * organizations take turns. A work keeps its place while it waits between two attempts: an endpoint that asks to wait gets
 * fewer calls.
 */
final class ConcurrencyLimit implements AutoCloseable {

    private final int places;
    private final int capacity;
    private final Executor executor;
    private final FairQueue<Work<?>> waiting = new FairQueue<>();
    private final Set<Work<?>> running = new HashSet<>();
    private boolean closed;

    ConcurrencyLimit(int places, int capacity, Executor executor) {
        this.places = places;
        this.capacity = capacity;
        this.executor = executor;
    }

    /** Starts the work now, on the calling thread, or later on the executor's. */
    <T> CompletableFuture<T> run(long organization, Supplier<CompletionStage<T>> task) {
        Work<T> work = new Work<>(task, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                work.result.completeExceptionally(stopping());
                return work.result;
            } else if (running.size() >= places) {
                if (waiting.size() < capacity) {
                    waiting.add(organization, work);
                } else {
                    work.result.completeExceptionally(new JudgeUnavailableException(
                            Trouble.QUEUE_FULL, "too many questions wait for the judge", null));
                }
                return work.result;
            }
            running.add(work);
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
        @Nullable Work<?> next;
        synchronized (this) {
            running.remove(ended);
            next = running.size() < places ? waiting.poll() : null;
            if (next == null) {
                return;
            }
            running.add(next);
        }
        // Not on this stack: where each work ends at once, a long queue would overflow it.
        executor.execute(() -> start(next));
    }

    private static JudgeUnavailableException stopping() {
        return new JudgeUnavailableException(Trouble.STOPPING, "the server is stopping", null);
    }

    /** Identity matters here: two works are never the same. */
    private static final class Work<T> {

        private final Supplier<CompletionStage<T>> task;
        private final CompletableFuture<T> result;

        Work(Supplier<CompletionStage<T>> task, CompletableFuture<T> result) {
            this.task = task;
            this.result = result;
        }
    }
}
