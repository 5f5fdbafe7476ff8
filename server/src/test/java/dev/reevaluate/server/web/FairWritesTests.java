package dev.reevaluate.server.web;

import static dev.reevaluate.server.testing.DatabaseDefaults.connect;
import static dev.reevaluate.server.testing.DatabaseDefaults.number;
import static dev.reevaluate.server.testing.DatabaseDefaults.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.FairWrites;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever waits for a lock takes no connection from others. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class FairWritesTests {

    private static final Http.Request BULK_REQUEST =
            Http.bulk(Http.JSON, "{\"result_ids\": [101], \"metric_ids\": [11]}");
    private static final String WAIT = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final World world;
    private final HikariDataSource pool;
    private final FairWrites writes;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Autowired
    FairWritesTests(World world, HikariDataSource pool, FairWrites writes, @LocalServerPort int port) {
        this.world = world;
        this.pool = pool;
        this.writes = writes;
        this.port = port;
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void anOrganizationAloneHasTwoThirdsOfThePlaces() {
        FairWrites writes = new FairWrites(15, MOMENT, System::nanoTime);

        assertThat(held(writes, 1)).isEqualTo(10);
    }

    @Test
    void eachOrganizationThatComesGetsAPlaceWhateverTheOthersHold() {
        FairWrites writes = new FairWrites(15, MOMENT, System::nanoTime);

        assertThat(List.of(held(writes, 1), held(writes, 2), held(writes, 3))).containsExactly(10, 4, 1);
        assertThat(held(new FairWrites(1, MOMENT, System::nanoTime), 1)).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsGivenBackGoesToWhoWaits() {
        FairWrites writes = new FairWrites(1, LONG, System::nanoTime);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> holder = hold(writes, 1, release);

        CompletableFuture<String> waits = CompletableFuture.supplyAsync(() -> writes.run(2, () -> "done"), threads);
        release.countDown();

        assertThat(holder).succeedsWithin(LONG);
        assertThat(waits).succeedsWithin(LONG).isEqualTo("done");
    }

    @Test
    void aPlaceGoesToTheOrganizationThatHasLeastAndThereToWhoHasWaitedLongest() {
        FairWrites writes = new FairWrites(2, LONG, System::nanoTime);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<String> unused = hold(writes, 1, never);
        CompletableFuture<String> holder = hold(writes, 1, release);
        List<String> turns = new CopyOnWriteArrayList<>();
        List<Thread> waiting = Stream.of("1 first", "1 second", "2 first", "2 second")
                .map(name -> waits(writes, name, turns))
                .toList();

        release.countDown();

        assertThat(holder).succeedsWithin(LONG);
        await().atMost(LONG).until(() -> waiting.stream().noneMatch(Thread::isAlive));
        assertThat(turns).containsExactly("2 first", "2 second", "1 first", "1 second");
        never.countDown();
    }

    @Test
    void aRequestThatIsRefusedAsOthersOfItsOrganizationWaitIsToldInTheLog(CapturedOutput output) {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<String>> holders = IntStream.range(0, pool.getMaximumPoolSize() / 2)
                .mapToObj(i -> hold(writes, 1, release))
                .toList();

        // Once that of a test before is a second old
        await().atMost(LONG).until(() -> {
            assertThat(status(BULK_REQUEST)).isEqualTo(503);
            return output.toString().contains("an organization's other requests have all connections that it may have");
        });

        release.countDown();
        assertThat(holders).allSatisfy(holder -> assertThat(holder).succeedsWithin(LONG));
    }

    @Test
    void aTransactionThatFailsGivesItsPlaceBack() {
        FairWrites writes = new FairWrites(1, MOMENT, System::nanoTime);

        assertThatThrownBy(() -> writes.run(1, () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(writes.<String>run(1, () -> "done")).isEqualTo("done");
    }

    @Test
    void whereNothingMovesWhoeverComesIsRefusedAtOnce() {
        AtomicLong time = new AtomicLong();
        FairWrites writes = new FairWrites(1, LONG, time::get);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> holder = hold(writes, 1, release);
        time.addAndGet(LONG.toNanos());

        CompletableFuture<String> comes = CompletableFuture.supplyAsync(() -> writes.run(1, () -> "done"), threads);

        assertThat(comes).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(FairWrites.OccupiedException.class);
        release.countDown();
        assertThat(holder).succeedsWithin(LONG);
    }

    @Test
    void whoWaitsForALockedResultHoldsUpNobodyElse() throws Exception {
        world.startFromDemo();
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        try (Connection holder = connect(pool, "postgres");
                Connection observer = connect(pool, "postgres")) {
            holder.setAutoCommit(false);
            run(holder, "select id from result where id = 101 for update");
            for (int i = 0; i < 3 * pool.getMaximumPoolSize(); i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> status(BULK_REQUEST), threads));
            }
            await().atMost(LONG).until(() -> number(observer, WAIT) >= pool.getMaximumPoolSize() / 2);

            assertThat(status(Http.get("/test_framework/v1/results/102/"))).isEqualTo(200);
            holder.rollback();
        }

        assertThat(waiting).allSatisfy(request -> assertThat(request).succeedsWithin(LONG));
        assertThat(waiting).extracting(CompletableFuture::join).isSubsetOf(200, 503);
    }

    private int status(Http.Request request) {
        try {
            return Http.send(port, request).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // Of the organization that the name begins with; it waits when this returns
    private static Thread waits(FairWrites writes, String name, List<String> turns) {
        Thread thread = new Thread(() -> writes.run(name.charAt(0) - '0', () -> turns.add(name)));
        thread.start();
        await().atMost(LONG).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    // As many transactions as get a place, each of which keeps it
    private int held(FairWrites writes, long organization) {
        for (int held = 0; ; held++) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<String> one = CompletableFuture.supplyAsync(
                    () -> writes.run(organization, () -> {
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
                        .withCauseInstanceOf(FairWrites.OccupiedException.class);
                return held;
            }
        }
    }

    private CompletableFuture<String> hold(FairWrites writes, long organization, CountDownLatch release) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(
                () -> writes.run(organization, () -> {
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
