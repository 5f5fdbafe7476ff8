package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** So many at the same time, so many more in order, and no thread for any of them. */
@SuppressWarnings("FutureReturnValueIgnored") // most works only take a place
class ConcurrencyLimitTests {

    private final List<CompletableFuture<String>> started = new ArrayList<>();

    private CompletableFuture<String> run(ConcurrencyLimit limit) {
        return run(limit, 1);
    }

    private CompletableFuture<String> run(ConcurrencyLimit limit, long organization) {
        return limit.run(organization, () -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            started.add(work);
            return work;
        });
    }

    @Test
    void organizationsTakeTurns() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 100, Runnable::run);
        for (int i = 0; i < 50; i++) {
            run(limit, 1);
        }
        CompletableFuture<String> another = run(limit, 2);

        // The one that runs, and the next of the first organization
        started.get(0).complete("done");
        started.get(1).complete("done");
        started.get(2).complete("of the second organization");

        assertThat(another).isCompletedWithValue("of the second organization");
    }

    @Test
    void anOrganizationAloneHasEightNinthsOfThePlacesAndWhoeverComesNextWaitsForNobody() {
        ConcurrencyLimit limit = new ConcurrencyLimit(90, 1000, Runnable::run);
        for (int i = 0; i < 200; i++) {
            run(limit, 1);
        }
        assertThat(limit.inUse()).isEqualTo(80);
        for (int i = 0; i < 200; i++) {
            run(limit, 2);
        }
        assertThat(limit.inUse()).isEqualTo(89);

        run(limit, 3);

        assertThat(limit.inUse()).isEqualTo(90);
        assertThat(limit.waiting()).isEqualTo(120 + 191);
    }

    @Test
    void whatIsFreedGoesToWhoeverHasFewest() {
        ConcurrencyLimit limit = new ConcurrencyLimit(90, 1000, Runnable::run);
        for (int i = 0; i < 200; i++) {
            run(limit, 1);
        }
        for (int i = 0; i < 100; i++) {
            run(limit, 2);
        }

        List.copyOf(started).subList(0, 40).forEach(work -> work.complete("of the first"));

        assertThat(limit.inUse()).isEqualTo(85);
        assertThat(started).hasSize(89 + 36);
    }

    @Test
    void oneMoreThanTheLimitWaitsForAFreeOne() {
        ConcurrencyLimit limit = new ConcurrencyLimit(2, 10, Runnable::run);
        CompletableFuture<String> first = run(limit);
        run(limit);
        CompletableFuture<String> third = run(limit);
        assertThat(started).hasSize(2);
        assertThat(limit.inUse()).isEqualTo(2);
        assertThat(limit.waiting()).isEqualTo(1);

        started.get(0).complete("done");

        assertThat(first).isCompletedWithValue("done");
        assertThat(started).hasSize(3);
        assertThat(limit.inUse()).isEqualTo(2);
        assertThat(limit.waiting()).isZero();
        started.get(2).complete("third");
        assertThat(third).isCompletedWithValue("third");
    }

    @Test
    void oneMoreThanTheQueueComesBackLater() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, Runnable::run);
        run(limit);
        run(limit);

        assertThatThrownBy(() -> run(limit).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JudgeUnavailableException.class)
                .hasMessageContaining("too many questions wait");
        assertThat(started).hasSize(1);
    }

    @Test
    void aWorkThatThrowsFreesItsPlace() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, Runnable::run);

        assertThat(limit.run(1, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isCompletedExceptionally();
        assertThat(limit.inUse()).isZero();
    }

    @Test
    void aPlaceIsFreeBeforeItsAnswerIsHeardOf() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 0, Runnable::run);
        CompletableFuture<CompletableFuture<String>> second = run(limit).thenApply(answer -> run(limit));

        started.get(0).complete("done");

        assertThat(second.join()).isNotCompletedExceptionally();
        assertThat(started).hasSize(2);
    }

    @Test
    void whatWasCancelledInTheQueueIsNotStarted() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 2, Runnable::run);
        run(limit);
        run(limit).cancel(true);
        run(limit);

        started.get(0).complete("done");

        assertThat(started).hasSize(2);
        assertThat(limit.inUse()).isEqualTo(1);
    }

    @Test
    void aLongQueueOfWorksThatEndAtOnceDrains() {
        List<Runnable> todo = new ArrayList<>();
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 100_000, todo::add);
        run(limit);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            results.add(limit.run(1, () -> CompletableFuture.completedFuture("at once")));
        }

        started.get(0).complete("done");
        for (int i = 0; i < todo.size(); i++) {
            todo.get(i).run();
        }

        assertThat(results).allMatch(CompletableFuture::isDone);
        assertThat(limit.inUse()).isZero();
    }

    @Test
    void closingGivesEverythingBack() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, Runnable::run);
        CompletableFuture<String> running = run(limit);
        CompletableFuture<String> waiting = run(limit);

        limit.close();

        assertThat(running).isCompletedExceptionally();
        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(running::join).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThatThrownBy(() -> run(limit).join()).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThat(started).hasSize(1);
    }
}
