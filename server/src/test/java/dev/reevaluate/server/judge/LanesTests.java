package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** So many at the same time, so many more in order, and no thread for any of them. */
@SuppressWarnings("FutureReturnValueIgnored") // most works only take a lane
class LanesTests {

    private final List<CompletableFuture<String>> started = new ArrayList<>();

    private CompletableFuture<String> run(Lanes lanes) {
        return lanes.run(() -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            started.add(work);
            return work;
        });
    }

    @Test
    void oneMoreThanTheLanesWaitsForAFreeOne() {
        Lanes lanes = new Lanes(2, 10, Runnable::run);
        CompletableFuture<String> first = run(lanes);
        run(lanes);
        CompletableFuture<String> third = run(lanes);
        assertThat(started).hasSize(2);
        assertThat(lanes.inUse()).isEqualTo(2);
        assertThat(lanes.waiting()).isEqualTo(1);

        started.get(0).complete("done");

        assertThat(first).isCompletedWithValue("done");
        assertThat(started).hasSize(3);
        assertThat(lanes.inUse()).isEqualTo(2);
        assertThat(lanes.waiting()).isZero();
        started.get(2).complete("third");
        assertThat(third).isCompletedWithValue("third");
    }

    @Test
    void oneMoreThanTheQueueComesBackLater() {
        Lanes lanes = new Lanes(1, 1, Runnable::run);
        run(lanes);
        run(lanes);

        assertThatThrownBy(() -> run(lanes).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JudgeUnavailableException.class)
                .hasMessageContaining("Too many questions wait");
        assertThat(started).hasSize(1);
    }

    @Test
    void aWorkThatThrowsFreesItsLane() {
        Lanes lanes = new Lanes(1, 1, Runnable::run);

        assertThat(lanes.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isCompletedExceptionally();
        assertThat(lanes.inUse()).isZero();
    }

    @Test
    void aLaneIsFreeBeforeItsAnswerIsHeardOf() {
        Lanes lanes = new Lanes(1, 0, Runnable::run);
        CompletableFuture<CompletableFuture<String>> second = run(lanes).thenApply(answer -> run(lanes));

        started.get(0).complete("done");

        assertThat(second.join()).isNotCompletedExceptionally();
        assertThat(started).hasSize(2);
    }

    @Test
    void whatWasCancelledInTheQueueIsNotStarted() {
        Lanes lanes = new Lanes(1, 2, Runnable::run);
        run(lanes);
        run(lanes).cancel(true);
        run(lanes);

        started.get(0).complete("done");

        assertThat(started).hasSize(2);
        assertThat(lanes.inUse()).isEqualTo(1);
    }

    @Test
    void aLongQueueOfWorksThatEndAtOnceDrains() {
        List<Runnable> todo = new ArrayList<>();
        Lanes lanes = new Lanes(1, 100_000, todo::add);
        run(lanes);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            results.add(lanes.run(() -> CompletableFuture.completedFuture("at once")));
        }

        started.get(0).complete("done");
        for (int i = 0; i < todo.size(); i++) {
            todo.get(i).run();
        }

        assertThat(results).allMatch(CompletableFuture::isDone);
        assertThat(lanes.inUse()).isZero();
    }

    @Test
    void closingGivesEverythingBack() {
        Lanes lanes = new Lanes(1, 1, Runnable::run);
        CompletableFuture<String> running = run(lanes);
        CompletableFuture<String> waiting = run(lanes);

        lanes.close();

        assertThatThrownBy(running::join).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThatThrownBy(() -> run(lanes).join()).hasCauseInstanceOf(JudgeUnavailableException.class);
        assertThat(started).hasSize(1);
    }
}
