package dev.reevaluate.server.outage;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that takes a query to know, for readers that can't wait for a database that is away: health and meters. It is asked
 * for in the background, once at a time; who finds an unanswered question waits for it no longer.
 */
public final class Sampled<T> implements Supplier<T> {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Supplier<T> query;
    private final T unknown;
    private final Executor executor;
    private @Nullable CompletableFuture<T> question;

    /** Takes the value that is told where none is known. */
    public Sampled(Supplier<T> query, T unknown, Executor executor) {
        this.query = query;
        this.unknown = unknown;
        this.executor = executor;
    }

    /** Returns the value of now, in half a second at most. */
    @Override
    public synchronized T get() {
        CompletableFuture<T> unanswered = question;
        long patience = 0;
        if (unanswered == null || unanswered.isDone()) {
            unanswered = CompletableFuture.supplyAsync(query, executor);
            question = unanswered;
            patience = PATIENCE.toMillis();
        }
        try {
            return unanswered.get(patience, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown;
        } catch (ExecutionException | TimeoutException e) {
            return unknown;
        }
    }
}
