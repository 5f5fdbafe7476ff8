package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Workers of a server whose operator has locked a table are none the worse for it, and nor is the log. */
class LockedTableTests {

    @TempDir
    private Path directory;

    @Test
    void workThatAnOperatorsLockStopsIsDoneAfterwardsAndLeavesNoTrace() throws Exception {
        ServerProcess server = ServerProcess.start(directory.resolve("data"));
        try {
            RestClient api = server.client("demo-key");
            server.jdbc().sql("alter system set lock_timeout = '50ms'").update();
            server.jdbc().sql("select pg_reload_conf()").query().singleRow();
            await().until(() -> server.jdbc()
                    .sql("show lock_timeout")
                    .query(String.class)
                    .single()
                    .equals("50ms"));
            try (Connection operator = server.dataSource().getConnection();
                    Statement statement = operator.createStatement()) {
                operator.setAutoCommit(false);
                statement.execute("lock table score in exclusive mode");
                assertThat(api.post()
                                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}")
                                .retrieve()
                                .toBodilessEntity()
                                .getStatusCode()
                                .value())
                        .isEqualTo(200);
                await().atMost(ServerProcess.PATIENCE)
                        .until(() -> server.output().contains("another session holds a lock"));
            }
            await().atMost(ServerProcess.PATIENCE).until(() -> result(api).contains("\"status\":\"completed\""));
            assertThat(server.output()).doesNotContain("\tat ", "The database is away");
        } finally {
            server.clear();
        }
    }

    private static String result(RestClient api) {
        return String.valueOf(
                api.get().uri("/test_framework/v1/results/101/").retrieve().body(String.class));
    }
}
