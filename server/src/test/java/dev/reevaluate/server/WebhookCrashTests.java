package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;

/** A server that is killed while a receiver has its event, but the server not yet the answer, sends the event again. */
class WebhookCrashTests {

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch killed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path directory;

    private @Nullable ServerProcess server;

    @AfterEach
    void leaveNoProcessBehind() throws IOException {
        killed.countDown();
        threads.shutdownNow();
        if (server != null) {
            server.clear();
        }
    }

    @Test
    void theEventOfAKilledServerIsSentAgainWithTheSameKey() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::answerOnceKilled);
        receiver.setExecutor(threads);
        receiver.start();
        Files.writeString(directory.resolve("workspace.yaml"), """
                organizations: [{id: 1, name: Crash, balance: 10}]
                api_keys: [{key: crash-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1}]
                projects: [{id: 1, organization: 1, name: P, webhook_url: "http://localhost:%d/"}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: L, eval_type: numeric, function_name: get_latency, agents: [1]}]
                results: [{id: 1, agent: 1, name: R}]
                runs: [{id: 1001, result: 1, status: completed}]
                """.formatted(
                        receiver.getAddress().getPort()));
        ServerProcess first = start();
        first.client("crash-key-9b1c5e0a7d2f4486a3c01e5b")
                .post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": [1], \"metric_ids\": [11]}")
                .retrieve()
                .toBodilessEntity();
        await().atMost(ServerProcess.PATIENCE).until(() -> keys.size() == 1);

        first.kill();
        killed.countDown();
        ServerProcess second = start();

        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertThat(second.jdbc()
                                .sql("select state from webhook_delivery")
                                .query(String.class)
                                .list())
                        .containsExactly("delivered"));
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
        receiver.stop(0);
    }

    private ServerProcess start() throws IOException {
        ServerProcess started = ServerProcess.start(
                directory.resolve("data"),
                "--reevaluate.workspace=" + directory.resolve("workspace.yaml"),
                "--reevaluate.webhooks.allowed-hosts=localhost",
                "--db-scheduler.heartbeat-interval=500ms");
        server = started;
        return started;
    }

    private void answerOnceKilled(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("X-CEKURA-IDEMPOTENCY-KEY"));
            killed.await();
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
