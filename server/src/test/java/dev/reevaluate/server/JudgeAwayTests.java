package dev.reevaluate.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;

/** Judges whose endpoint is away for a while. */
class JudgeAwayTests {

    private static final String KEY = "away-key-9b1c5e0a7d2f4486a3c01e5b";
    private static final int RUNS = 300;

    private final AtomicInteger calls = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path directory;

    private @Nullable ServerProcess server;
    private @Nullable HttpServer endpoint;

    @BeforeEach
    void aResultWithManyRuns() throws IOException {
        StringBuilder yaml = new StringBuilder("""
                organizations: [{id: 1, name: Away, balance: 100}]
                api_keys: [{key: %s, organization: 1}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: J, type: llm_judge, eval_type: binary, prompt: "Polite?", cost: "0.2", agents: [1]}]
                results: [{id: 1, agent: 1, name: R}]
                runs:
                """.formatted(KEY));
        for (int run = 0; run < RUNS; run++) {
            yaml.append("  - {id: %d, result: 1, status: completed}\n".formatted(1000 + run));
        }
        Files.writeString(directory.resolve("workspace.yaml"), yaml);
    }

    @AfterEach
    void leaveNoProcessBehind() throws IOException {
        later.shutdownNow();
        if (endpoint != null) {
            endpoint.stop(0);
        }
        if (server != null) {
            server.clear();
        }
    }

    @Test
    void whileTheEndpointIsAwayNothingFailsAndOnceItIsBackAllIsCompleted() throws Exception {
        int port = listen(0);
        start(port);
        accept();
        await().atMost(ServerProcess.PATIENCE).until(() -> number("select count(*) from score") > 0);
        requireNonNull(endpoint).stop(0);

        await().atMost(ServerProcess.PATIENCE)
                .until(() -> number("select count(*) from slice where waiting_for is not null and waits > 1") > 0);

        assertThat(requireNonNull(server).output()).containsPattern("Request \\d+ waits \\d+ s for another try: the ");
        assertThat(number("select count(*) from score where failed")).isZero();
        assertThat(number("select count(*) from slice where finished_at is null"))
                .isPositive();
        assertThat(balances()).containsExactly(Map.of("balance", "40.000000", "ledger", "40.000000"));

        listen(port);
        awaitCompleted();

        assertThat(number("select count(*) from score where score = 5")).isEqualTo(RUNS);
        assertThat(number("select count(*) from ledger_entry where kind = 'refund'"))
                .isZero();
    }

    private int listen(int port) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        listening.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            // They end one by one, not all together.
            int millis = 20 + calls.incrementAndGet() * 37 % 160;
            Future<?> unused = later.schedule(() -> answer(exchange), millis, TimeUnit.MILLISECONDS);
        });
        listening.start();
        endpoint = listening;
        return listening.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) {
        byte[] answer = """
                {"choices": [{"message": {"content": "{\\"explanation\\": [\\"It is.\\"], \\"verdict\\": true}"}}]}
                """.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException e) {
            // Whoever asked is gone.
        }
    }

    private void start(int port) throws IOException {
        server = ServerProcess.start(
                directory.resolve("data"),
                "--reevaluate.workspace=" + directory.resolve("workspace.yaml"),
                "--reevaluate.judge.base-url=http://localhost:" + port,
                "--reevaluate.judge.model=m",
                "--reevaluate.judge.retry-delay=10ms",
                "--reevaluate.judge.pause=500ms",
                "--reevaluate.work.window=10",
                "--reevaluate.work.retry-delay=100ms",
                "--reevaluate.work.max-retry-delay=500ms",
                "--db-scheduler.polling-interval=100ms",
                "--db-scheduler.heartbeat-interval=500ms");
    }

    private void accept() throws IOException {
        requireNonNull(server)
                .client(KEY)
                .post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": [1], \"metric_ids\": [11]}")
                .retrieve()
                .toBodilessEntity();
    }

    private void awaitCompleted() {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(ServerProcess.PATIENCE)
                .until(() -> number("select count(*) from result where status = 'completed'") == 1);
    }

    private long number(String sql) throws IOException {
        return requireNonNull(server).jdbc().sql(sql).query(Long.class).single();
    }

    private List<Map<String, Object>> balances() throws IOException {
        return requireNonNull(server)
                .jdbc()
                .sql("select balance::text, (select sum(amount)::text from ledger_entry) as ledger from organization")
                .query()
                .listOfRows();
    }
}
