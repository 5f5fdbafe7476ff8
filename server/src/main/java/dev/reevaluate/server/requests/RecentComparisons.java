package dev.reevaluate.server.requests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Comparisons of requests that are running, for a moment. A comparison looks at each pair of its request: however many callers
 * follow a request, it takes a tenth of the time of one connection, and of all requests together two connections.
 */
final class RecentComparisons {

    private static final int AT_ONCE = 2;
    private static final long SHORTEST_NANOS = 1_000_000_000;
    private static final int TIMES_AS_LONG = 10;

    private final Map<Long, Taken> byRequest = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** Returns the request's latest comparison, or makes it where there is none or it is old; others wait for it. */
    List<MetricComparison> get(long request, Supplier<List<MetricComparison>> comparison) {
        byRequest.values().removeIf(Taken::isOld);
        return byRequest
                .compute(
                        request,
                        (id, taken) -> taken == null || taken.isOld() ? Taken.of(() -> inTurn(comparison)) : taken)
                .metrics();
    }

    /** Does what looks at many pairs, when its turn comes. */
    <T> T inTurn(Supplier<T> work) {
        room.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

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
