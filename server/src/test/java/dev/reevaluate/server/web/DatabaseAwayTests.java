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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database really goes away, before a request or in the middle of it: the caller may repeat it, nothing is done. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTests {

    private static final Http.Request BULK =
            Http.bulk(JSON, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12, 16]}");

    private final World world;
    private final HikariDataSource pool;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Autowired
    DatabaseAwayTests(World world, HikariDataSource pool, @LocalServerPort int port) {
        this.world = world;
        this.pool = pool;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @AfterEach
    void noThreadsAndNoDeadConnections() {
        threads.shutdown();
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void everyOperationAnswers503AndTheServerRecoversByItself() throws SQLException {
        List<Http.Request> requests = List.of(
                BULK,
                BULK.key("nobody's"),
                Http.get("/test_framework/v1/results/"),
                Http.get("/test_framework/v1/results/101/"),
                Http.get("/test_framework/v1/runs/bulk/?run_ids=1001"),
                Http.get("/test_framework/v1/metrics/"),
                Http.get("/test_framework/billing/info/"));
        String before = world.everything();
        List<HttpResponse<String>> answers;

        // From beside it: another database of the same PostgreSQL stays open.
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "alter database postgres with allow_connections false");
            try {
                run(neighbour, "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
                // At once, as each waits for the pool to give up.
                answers = requests.stream().map(this::inBackground).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();
            } finally {
                run(neighbour, "alter database postgres with allow_connections true");
            }
        }

        assertThat(answers).hasSameSizeAs(requests).allSatisfy(DatabaseAwayTests::isUnavailable);
        // The pool may have kept a connection that was fine half a second ago; its first user hears that it is dead.
        await().ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
                .untilAsserted(() -> assertThat(world.everything()).isEqualTo(before));
        await().until(() -> inBackground(BULK).join().statusCode() == 200);
    }

    @Test
    void aRequestThatLosesItsConnectionHalfWayLeavesNothing() throws SQLException {
        String before = world.everything();
        CompletableFuture<HttpResponse<String>> answer;

        try (Connection holder = connect(pool, "postgres");
                Connection watcher = connect(pool, "postgres")) {
            holder.setAutoCommit(false);
            // Where the charge has to wait: the request has recorded itself by then.
            run(holder, "select from organization where id = 1 for update");
            answer = inBackground(BULK);
            String waiting = "from pg_stat_activity where wait_event_type = 'Lock' and datname = 'postgres'";
            await().until(() -> number(watcher, "select count(*) " + waiting) == 1);
            run(watcher, "select pg_terminate_backend(pid) " + waiting);
        }

        assertThat(answer.join()).satisfies(DatabaseAwayTests::isUnavailable);
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void aDatabaseThatIsReadOnlyForAWhileIsAwayForWritesAndTheLogSaysSoOnce(
            CapturedOutput output, @LocalManagementPort int managementPort) throws Exception {
        String before = world.everything();
        List<HttpResponse<String>> answers = new ArrayList<>();

        DatabaseDefaults.with(pool, "default_transaction_read_only = on", () -> {
            for (int i = 0; i < 50; i++) {
                answers.add(Http.send(port, BULK));
            }
            assertThat(Http.send(port, Http.get("/test_framework/v1/results/101/"))
                            .statusCode())
                    .isEqualTo(200);
            for (String path : List.of("/actuator/health", "/actuator/health/readiness")) {
                HttpResponse<String> health = ask(managementPort, path);
                assertThat(health.statusCode()).as(path).isEqualTo(503);
                assertThat(health.body()).contains("\"db\":{\"status\":\"DOWN\"");
            }
            assertThat(ask(managementPort, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        });

        await().until(() -> ask(managementPort, "/actuator/health/readiness").statusCode() == 200);
        assertThat(answers).allSatisfy(DatabaseAwayTests::isUnavailable);
        assertThat(output).doesNotContain("\tat ");
        assertThat(output.toString().split("The database is read-only", -1))
                .as("a line a second at most, of which a test before may have had the first")
                .hasSizeBetween(1, 6);
        assertThat(world.everything()).isEqualTo(before);
        assertThat(inBackground(BULK).join().statusCode()).isEqualTo(200);
    }

    @Test
    void healthAndMetersDoNotWaitForADatabaseThatIsAway(@LocalManagementPort int managementPort)
            throws SQLException, IOException, InterruptedException {
        // What the first answer of a server takes is not what is waited for
        ask(managementPort, "/actuator/prometheus");
        ask(managementPort, "/actuator/health");
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "alter database postgres with allow_connections false");
            try {
                run(neighbour, "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
                for (String path : List.of("/actuator/prometheus", "/actuator/health", "/actuator/prometheus")) {
                    long start = System.nanoTime();
                    HttpResponse<String> answer = ask(managementPort, path);

                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(path)
                            .isLessThan(Duration.ofMillis(pool.getConnectionTimeout()));
                    assertThat(answer.body()).containsAnyOf("reevaluate_queue_age_seconds NaN", "\"status\":\"DOWN\"");
                }
            } finally {
                run(neighbour, "alter database postgres with allow_connections true");
            }
        }
    }

    private static HttpResponse<String> ask(int managementPort, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void isUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable, try again later.\"}");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    private CompletableFuture<HttpResponse<String>> inBackground(Http.Request request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Http.send(port, request);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }
}
