package dev.reevaluate.server.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However many callers follow requests, their comparisons take little of the database. */
class RecentComparisonsTests {

    private static final int CALLERS = 20;

    private final RecentComparisons recent = new RecentComparisons();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void callersOfOneRequestShareItsComparison() throws InterruptedException {
        together(caller -> recent.get(1, running(1), this::make));

        assertThat(made).hasValue(1);
    }

    @Test
    void noMoreThanTwoRequestsAreComparedAtOnce() throws InterruptedException {
        together(caller -> recent.get(caller, running(caller), this::make));

        assertThat(made).hasValue(CALLERS);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void anOrganizationHasOneComparisonAtOnce() throws InterruptedException {
        together(caller -> recent.get(1, running(caller), this::make));

        assertThat(made).hasValue(CALLERS);
        assertThat(most).hasValue(1);
    }

    @Test
    void whatARequestHasChangedAtItsEndIsNotWhatItHadChangedBefore() {
        recent.get(1, running(1), this::make);

        recent.get(1, new RecentComparisons.Subject(1, true), this::make);

        assertThat(made).hasValue(2);
    }

    @Test
    void aComparisonThatFailsIsMadeAgain() {
        assertThatThrownBy(() -> recent.get(1, running(1), () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        recent.get(1, running(1), this::make);

        assertThat(made).hasValue(1);
    }

    private static RecentComparisons.Subject running(long request) {
        return new RecentComparisons.Subject(request, false);
    }

    private List<MetricComparison> make() {
        made.incrementAndGet();
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        atOnce.decrementAndGet();
        return List.of();
    }

    private static void together(Follower follower) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        CountDownLatch start = new CountDownLatch(1);
        for (int number = 0; number < CALLERS; number++) {
            int its = number;
            threads.execute(() -> {
                try {
                    start.await();
                    follower.call(its);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private interface Follower {
        void call(int number);
    }
}
