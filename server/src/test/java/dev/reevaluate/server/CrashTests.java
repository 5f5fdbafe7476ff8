package dev.reevaluate.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * A server process that is killed in the middle of its work, and a second time together with its database: the next one
 * on the same directory finishes what was paid for, all of it, and nothing twice.
 */
class CrashTests {

    private static final int RESULTS = 10;
    private static final int RUNS = 2000;

    @TempDir
    private Path directory;

    private @Nullable ServerProcess server;

    @AfterEach
    void leaveNoProcessBehind() throws IOException {
        if (server != null) {
            server.clear();
        }
    }

    @Test
    void aKilledServersWorkIsFinishedByTheNextOneAndNothingIsDoneTwice() throws Exception {
        Files.writeString(directory.resolve("workspace.yaml"), workspace());

        RestClient first = start();
        countEveryScoreThatIsWritten();
        accept(first);
        long doneBeforeTheFirstCrash = awaitDone(RUNS / 10);
        server().kill();
        assertThat(number("select sum(cardinality(run_ids) - cardinality(open_run_ids)) from slice"))
                .as("in the middle of the work")
                .isLessThan(RUNS);

        start();
        assertThat(server().output()).contains("stopping the database that it left behind");
        awaitDone(doneBeforeTheFirstCrash + RUNS / 10);
        server().killWithDatabase();

        RestClient third = start();
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertThat(statuses(third)).containsOnly("completed"));

        assertThat(rows("select run_id, metric_id from score_log group by run_id, metric_id having count(*) <> 1"))
                .as("pairs that were written twice")
                .isEmpty();
        assertThat(number("select count(*) from score_log")).isEqualTo(RUNS * 2L);
        assertThat(number("select count(*) from slice where finished_at is null"))
                .isZero();
        assertThat(number("select count(*) from ledger_entry where kind = 'refund'"))
                .isEqualTo(RUNS);
        assertThat(number("select count(distinct run_id) from ledger_entry where kind = 'refund'"))
                .isEqualTo(RUNS);
        assertThat(
                        rows(
                                "select balance::text, (select sum(amount)::text from ledger_entry) as ledger from organization"))
                .containsExactly(Map.of("balance", "9999.998000", "ledger", "9999.998000"));
        assertThat(get(third, "/test_framework/billing/info/")
                        .path("credits_remaining")
                        .asString())
                .isEqualTo("9999.998");

        server().end();
    }

    private RestClient start() throws IOException {
        server = ServerProcess.start(
                directory.resolve("data"),
                "--reevaluate.workspace=" + directory.resolve("workspace.yaml"),
                // a dead worker is noticed sooner than an operator needs it
                "--db-scheduler.heartbeat-interval=500ms");
        return server.client("crash-key-9b1c5e0a7d2f4486a3c01e5b");
    }

    private ServerProcess server() {
        return requireNonNull(server);
    }

    private static void accept(RestClient api) {
        List<Integer> results = IntStream.rangeClosed(1, RESULTS).boxed().toList();
        api.post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": %s, \"metric_ids\": [11, 12]}".formatted(results))
                .retrieve()
                .toBodilessEntity();
    }

    private long awaitDone(long runs) throws IOException {
        JdbcClient jdbc = server().jdbc();
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(ServerProcess.PATIENCE)
                .until(
                        () -> jdbc.sql("select sum(cardinality(run_ids) - cardinality(open_run_ids)) from slice")
                                .query(Long.class)
                                .single(),
                        done -> done >= runs);
    }

    private static List<String> statuses(RestClient api) {
        return get(api, "/test_framework/v1/results/?page_size=100").path("results").values().stream()
                .map(result -> result.path("status").asString())
                .toList();
    }

    private static JsonNode get(RestClient api, String path) {
        return requireNonNull(api.get().uri(path).retrieve().body(JsonNode.class));
    }

    private void countEveryScoreThatIsWritten() throws IOException {
        server().jdbc()
                .sql("create table score_log (run_id bigint, metric_id bigint)")
                .update();
        server().jdbc().sql("""
                        create function log_score() returns trigger language plpgsql as
                        'begin insert into score_log values (new.run_id, new.metric_id); return null; end'
                        """).update();
        server().jdbc()
                .sql(
                        "create trigger log_score after insert or update on score for each row execute function log_score()")
                .update();
    }

    private long number(String sql) throws IOException {
        return server().jdbc().sql(sql).query(Long.class).single();
    }

    private List<Map<String, Object>> rows(String sql) throws IOException {
        return server().jdbc().sql(sql).query().listOfRows();
    }

    private static String workspace() {
        StringBuilder yaml = new StringBuilder("""
                organizations: [{id: 1, name: Crash, balance: 10000}]
                api_keys: [{key: crash-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: L, eval_type: numeric, function_name: get_latency, cost: "0.000001", agents: [1]}
                  - {id: 12, project: 1, name: J, eval_type: binary, function_name: get_mood, cost: "0.200001", agents: [1]}
                results:
                """);
        for (int result = 1; result <= RESULTS; result++) {
            yaml.append("  - {id: %d, agent: 1, name: R}\n".formatted(result));
        }
        yaml.append("runs:\n");
        for (int run = 0; run < RUNS; run++) {
            yaml.append("  - {id: %d, result: %d, status: completed, transcript_object: [%s, %s]}\n"
                    .formatted(
                            1000 + run,
                            1 + run % RESULTS,
                            "{role: Testing Agent, content: Hi, start_time: 0, end_time: 1}",
                            "{role: Main Agent, content: Hello, start_time: 1.5, end_time: 3}"));
        }
        return yaml.toString();
    }
}
