package dev.reevaluate.server.web;

import static dev.reevaluate.server.testing.DatabaseDefaults.connect;
import static dev.reevaluate.server.testing.DatabaseDefaults.number;
import static dev.reevaluate.server.testing.DatabaseDefaults.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** However many requests of one organization wait, for locks or for their turn, others are answered. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class FairConnectionsTests {

    private static final String WAIT = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int TOMCATS_THREADS = 200;

    private final World world;
    private final HikariDataSource pool;
    private final FairConnections connections;
    private final ErrorResponses errors;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    FairConnectionsTests(
            World world,
            HikariDataSource pool,
            FairConnections connections,
            ErrorResponses errors,
            @LocalServerPort int port) {
        this.world = world;
        this.pool = pool;
        this.connections = connections;
        this.errors = errors;
        this.port = port;
    }

    @Test
    void readersOfAnOrganizationThatWaitForTheirTurnHoldNoThread() {
        world.startFromDemo();
        int held = takeAllThatItMayHave(1);
        assertThat(held).isBetween(pool.getMaximumPoolSize() / 4, pool.getMaximumPoolSize() / 2 - 1);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i <= TOMCATS_THREADS; i++) {
            waiting.add(read("demo-key", 101));
        }

        assertThat(read("other-key", 901)).succeedsWithin(LONG).isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        for (int i = 0; i < held; i++) {
            connections.reads().giveBack(1);
        }
        assertThat(waiting)
                .allSatisfy(request -> assertThat(request).succeedsWithin(LONG).isEqualTo(200));
    }

    @Test
    void aRequestWhoseTurnDoesNotComeIsRefusedAndToldInTheLog(CapturedOutput output) {
        // Once that of a test before is a second old
        await().atMost(LONG).until(() -> {
            assertThat(errors.occupied(new FairPlaces.OccupiedException())
                            .getStatusCode()
                            .value())
                    .isEqualTo(503);
            return output.toString().contains("An organization's requests have all connections that it may have");
        });
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
                waiting.add(evaluate());
            }
            await().atMost(LONG).until(() -> number(observer, WAIT) >= pool.getMaximumPoolSize() / 2);

            assertThat(read("demo-key", 102)).succeedsWithin(LONG).isEqualTo(200);
            holder.rollback();
        }

        assertThat(waiting).allSatisfy(request -> assertThat(request).succeedsWithin(LONG));
        assertThat(waiting).extracting(CompletableFuture::join).isSubsetOf(200, 503);
    }

    private int takeAllThatItMayHave(long organization) {
        for (int held = 0; ; held++) {
            Reading reading = new Reading(organization);
            connections.reads().ask(reading);
            if (connections.reads().withdraw(reading)) {
                return held;
            }
        }
    }

    private CompletableFuture<Integer> read(String key, long result) {
        return send(key, HttpRequest.newBuilder(at("/test_framework/v1/results/%s/".formatted(result))));
    }

    private CompletableFuture<Integer> evaluate() {
        return send(
                "demo-key",
                HttpRequest.newBuilder(at(Http.BULK))
                        .header("Content-Type", Http.JSON)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"result_ids\": [101], \"metric_ids\": [11]}")));
    }

    private URI at(String path) {
        return URI.create("http://localhost:%s%s".formatted(port, path));
    }

    private CompletableFuture<Integer> send(String key, HttpRequest.Builder request) {
        return client.sendAsync(request.header("X-CEKURA-API-KEY", key).build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private record Reading(long organization) implements FairPlaces.Waiter {

        @Override
        public void admitted() {
            // Is told by the question that can't be taken back
        }
    }
}
