package dev.reevaluate.server.web;

import static dev.reevaluate.server.testing.DatabaseDefaults.connect;
import static dev.reevaluate.server.testing.DatabaseDefaults.number;
import static dev.reevaluate.server.testing.DatabaseDefaults.run;
import static dev.reevaluate.server.web.Http.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.testing.DatabaseDefaults;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The database is there, but refuses for the moment: nothing is changed, and the log says in a line what it is. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseBusyTests {

    private static final Http.Request BULK =
            Http.bulk(JSON, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12, 16]}");
    private static final String LOCKED = "The database is in use: another session holds a lock";

    private final World world;
    private final HikariDataSource pool;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Autowired
    DatabaseBusyTests(World world, HikariDataSource pool, @LocalServerPort int port) {
        this.world = world;
        this.pool = pool;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @AfterEach
    void noThreads() {
        threads.shutdown();
    }

    @Test
    void aLockThatIsNotGotInTimeIs503AndALineSaysWhatItIs(CapturedOutput output) throws Exception {
        String before = world.everything();

        whileLocked("run in access exclusive mode", () -> {
            for (Http.Request request : List.of(
                    BULK,
                    BULK,
                    Http.get("/test_framework/v1/results/101/"),
                    Http.get("/test_framework/v1/runs/bulk/?run_ids=1001"))) {
                isUnavailable(Http.send(port, request));
            }
            // Once that of a test before is a second old
            await().until(() -> {
                isUnavailable(Http.send(port, BULK));
                return output.toString().contains(LOCKED);
            });
        });

        assertThat(output).contains("SQLSTATE 55P03").doesNotContain("The database is away", "\tat ");
        assertThat(world.everything()).isEqualTo(before);
        assertThat(Http.send(port, BULK).statusCode()).isEqualTo(200);
    }

    @Test
    void workThatGetsNoLockIsDoneLater(CapturedOutput output) throws Exception {
        assertThat(Http.send(port, BULK).statusCode()).isEqualTo(200);

        whileLocked("score in exclusive mode", world::step);

        assertThat(output).doesNotContain("\tat ");
        assertThat(world.queued()).isPositive();
        world.work();
        assertThat(world.text("select string_agg(distinct status, ', ') from result where id in (101, 102)"))
                .isEqualTo("completed");
    }

    @Test
    void aWebhookThatGetsNoLockIsNoAttempt(CapturedOutput output) throws Exception {
        world.change("update agent set webhook_url = 'http://localhost:1/'");
        assertThat(Http.send(port, BULK).statusCode()).isEqualTo(200);
        world.work();

        whileLocked("webhook_delivery in access exclusive mode", () -> world.deliver(Duration.ZERO));

        assertThat(output).doesNotContain("\tat ");
        assertThat(world.text("select string_agg(distinct state || ' ' || attempts, ', ') from webhook_delivery"))
                .isEqualTo("pending 0");
        assertThat(world.count("webhook_tasks")).isPositive();
    }

    @Test
    void aStatementThatSomebodyCancelsIs503(CapturedOutput output) {
        String before = world.everything();

        await().until(() -> {
            isUnavailable(cancelled());
            return output.toString().contains("The database has ended a statement or a transaction");
        });

        assertThat(output).contains("SQLSTATE 57014").doesNotContain("\tat ");
        assertThat(world.everything()).isEqualTo(before);
    }

    private HttpResponse<String> cancelled() throws SQLException {
        try (Connection holder = connect(pool, "postgres");
                Connection watcher = connect(pool, "postgres")) {
            holder.setAutoCommit(false);
            run(holder, "select from organization where id = 1 for update");
            CompletableFuture<HttpResponse<String>> answer = inBackground();
            String waiting = "from pg_stat_activity where wait_event_type = 'Lock' and datname = 'postgres'";
            await().until(() -> number(watcher, "select count(*) " + waiting) == 1);
            run(watcher, "select pg_cancel_backend(pid) " + waiting);
            return answer.join();
        }
    }

    @Test
    void requestsAtOnceAreAllDoneWhateverTheDatabasesDefaultIsolation() throws Exception {
        DatabaseDefaults.with(pool, "default_transaction_isolation = serializable", () -> {
            assertThat(world.text("select current_setting('transaction_isolation')"))
                    .isEqualTo("read committed");
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, 12).mapToObj(i -> inBackground()).toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        });
    }

    private void whileLocked(String table, DatabaseDefaults.Steps steps) throws Exception {
        DatabaseDefaults.with(pool, "lock_timeout = '50ms'", () -> {
            try (Connection holder = connect(pool, "postgres")) {
                holder.setAutoCommit(false);
                run(holder, "lock table " + table);
                steps.take();
            }
        });
    }

    private static void isUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    private CompletableFuture<HttpResponse<String>> inBackground() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Http.send(port, BULK);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }
}
