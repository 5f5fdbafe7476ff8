package dev.reevaluate.server.requests;

import dev.reevaluate.server.FairPlaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Comparisons of requests, for a moment. A comparison looks at each pair of its request: however many callers follow a
 * request, it takes a tenth of the time of one connection; an organization takes one connection, and all together two.
 */
final class RecentComparisons {

    private static final int AT_ONCE = 2;
    private static final int TIMES_THE_FREE = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SHORTEST_NANOS = 1_000_000_000;
    private static final int TIMES_AS_LONG = 10;

    private final Map<Subject, CompletableFuture<Taken>> bySubject = new ConcurrentHashMap<>();
    private final FairPlaces places = new FairPlaces(AT_ONCE, TIMES_THE_FREE);

    /**
     * Returns the latest comparison, or makes it where there is none or it is old; others wait for it.
     *
     * @throws FairPlaces.OccupiedException where that takes too long
     */
    List<MetricComparison> get(long organization, Subject subject, Supplier<List<MetricComparison>> comparison) {
        bySubject.values().removeIf(RecentComparisons::isOld);
        CompletableFuture<Taken> mine = new CompletableFuture<>();
        CompletableFuture<Taken> others = bySubject.putIfAbsent(subject, mine);
        if (others != null) {
            return await(others);
        }
        try {
            Taken taken = Taken.of(() -> inTurn(organization, comparison));
            mine.complete(taken);
            return taken.metrics;
        } finally {
            // Who waits for what failed is told to ask again; what has ended is kept in the database
            boolean failed = mine.completeExceptionally(new FairPlaces.OccupiedException());
            if (failed || subject.ended) {
                bySubject.remove(subject, mine);
            }
        }
    }

    /**
     * Does what looks at many pairs, when the organization's turn comes.
     *
     * @throws FairPlaces.OccupiedException where that takes too long
     */
    <T> T inTurn(long organization, Supplier<T> work) {
        return places.run(organization, PATIENCE, work);
    }

    private static List<MetricComparison> await(CompletableFuture<Taken> others) {
        try {
            return others.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).metrics;
        } catch (TimeoutException | ExecutionException e) {
            throw new FairPlaces.OccupiedException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FairPlaces.OccupiedException();
        }
    }

    private static boolean isOld(CompletableFuture<Taken> comparison) {
        return comparison.isDone()
                && !comparison.isCompletedExceptionally()
                && comparison.join().isOld();
    }

    /** What is compared: a request while it is running, or all that it has done. */
    record Subject(long request, boolean ended) {}

    private record Taken(List<MetricComparison> metrics, long since, long took) {

        static Taken of(Supplier<List<MetricComparison>> comparison) {
            long start = System.nanoTime();
            List<MetricComparison> metrics = comparison.get();
            long now = System.nanoTime();
            return new Taken(metrics, now, now - start);
        }

        boolean isOld() {
            return System.nanoTime() - since > Math.max(SHORTEST_NANOS, TIMES_AS_LONG * took);
        }
    }
}
