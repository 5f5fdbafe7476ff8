package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However long an organization holds its places, others get theirs. */
class FairPlacesTests {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void anOrganizationAloneHasTwoThirdsOfThePlaces() {
        FairPlaces places = new FairPlaces(15, 2);

        assertThat(held(places, 1)).isEqualTo(10);
    }

    @Test
    void eachOrganizationThatComesGetsAPlaceWhateverTheOthersHold() {
        FairPlaces places = new FairPlaces(15, 2);

        assertThat(List.of(held(places, 1), held(places, 2), held(places, 3))).containsExactly(10, 4, 1);
        assertThat(held(new FairPlaces(1, 2), 1)).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsGivenBackGoesToWhoWaits() {
        FairPlaces places = new FairPlaces(1, 2);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> holder = hold(places, 1, release);

        CompletableFuture<String> waits =
                CompletableFuture.supplyAsync(() -> places.run(2, LONG, () -> "done"), threads);
        release.countDown();

        assertThat(holder).succeedsWithin(LONG);
        assertThat(waits).succeedsWithin(LONG).isEqualTo("done");
    }

    @Test
    void aPlaceGoesToTheOrganizationThatHasLeastAndThereToWhoHasWaitedLongest() {
        FairPlaces places = new FairPlaces(2, 2);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<String> unused = hold(places, 1, never);
        CompletableFuture<String> holder = hold(places, 1, release);
        List<String> turns = new CopyOnWriteArrayList<>();
        List<Thread> waiting = Stream.of("1 first", "1 second", "2 first", "2 second")
                .map(name -> waits(places, name, turns))
                .toList();

        release.countDown();

        assertThat(holder).succeedsWithin(LONG);
        await().atMost(LONG).until(() -> waiting.stream().noneMatch(Thread::isAlive));
        assertThat(turns).containsExactly("2 first", "2 second", "1 first", "1 second");
        never.countDown();
    }

    @Test
    void aTransactionThatFailsGivesItsPlaceBack() {
        FairPlaces places = new FairPlaces(1, 2);

        assertThatThrownBy(() -> places.run(1, LONG, () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(places.<String>run(1, LONG, () -> "done")).isEqualTo("done");
    }

    @Test
    void whoTakesItsQuestionBackGetsNoPlace() {
        FairPlaces places = new FairPlaces(1, 2);
        Asker first = new Asker(1);
        Asker second = new Asker(2);
        places.ask(first);
        places.ask(second);

        assertThat(places.withdraw(second)).isTrue();
        places.giveBack(1);

        assertThat(first.admitted).isTrue();
        assertThat(second.admitted).isFalse();
        assertThat(places.withdraw(first)).as("it had its place").isFalse();
    }

    private static final class Asker implements FairPlaces.Waiter {

        private final long organization;
        private boolean admitted;

        private Asker(long organization) {
            this.organization = organization;
        }

        @Override
        public long organization() {
            return organization;
        }

        @Override
        public void admitted() {
            admitted = true;
        }
    }

    // Of the organization that the name begins with; it waits when this returns
    private static Thread waits(FairPlaces places, String name, List<String> turns) {
        Thread thread = new Thread(() -> places.run(name.charAt(0) - '0', LONG, () -> turns.add(name)));
        thread.start();
        await().atMost(LONG).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    // As many transactions as get a place, each of which keeps it
    private int held(FairPlaces places, long organization) {
        for (int held = 0; ; held++) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<String> one = CompletableFuture.supplyAsync(
                    () -> places.run(organization, MOMENT, () -> {
                        begun.countDown();
                        return keep(never);
                    }),
                    threads);
            CompletableFuture<Void> begins = CompletableFuture.runAsync(() -> keep(begun), threads);
            CompletableFuture.anyOf(one, begins).exceptionally(busy -> "").join();
            if (one.isCompletedExceptionally()) {
                assertThat(one)
                        .failsWithin(LONG)
                        .withThrowableThat()
                        .withCauseInstanceOf(FairPlaces.OccupiedException.class);
                return held;
            }
        }
    }

    private CompletableFuture<String> hold(FairPlaces places, long organization, CountDownLatch release) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(
                () -> places.run(organization, LONG, () -> {
                    begun.countDown();
                    return keep(release);
                }),
                threads);
        keep(begun);
        return holder;
    }

    private static String keep(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "kept";
    }
}
