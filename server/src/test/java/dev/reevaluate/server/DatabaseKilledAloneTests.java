package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

/** A server whose database is killed starts it again. */
class DatabaseKilledAloneTests {

    private static final String KEY = "acknowledged-key-71c0d94fe8a2b5361f08";

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
    void aDatabaseThatIsKilledAloneRunsAgainAndReadinessTellsMeanwhile() throws Exception {
        ServerProcess running = start(Files.writeString(directory.resolve("workspace.yaml"), workspace()));
        RestClient api = running.client(KEY);
        RestClient operator = running.operator();
        assertThat(health(operator, "readiness")).isEqualTo(200);
        // Where it can't run again at once, what is told meanwhile can be seen
        Path control = directory.resolve("data/postgresql/global/pg_control");
        Path away = Files.move(control, directory.resolve("pg_control"));

        running.database().destroyForcibly();

        await().atMost(ServerProcess.PATIENCE).until(() -> health(operator, "readiness") == 503);
        assertThat(health(operator, "liveness")).isEqualTo(200);
        Files.move(away, control);
        await().atMost(ServerProcess.PATIENCE).until(() -> health(operator, "readiness") == 200);
        assertThat(request(api, 1).value()).isEqualTo(200);
        assertThat(running.output())
                .contains("starting it again")
                .contains("runs again")
                .doesNotContain("\tat ");
    }

    private ServerProcess start(Path workspace) throws IOException {
        server = ServerProcess.start(directory.resolve("data"), "--reevaluate.workspace=" + workspace);
        return server;
    }

    private static HttpStatusCode request(RestClient api, int result) {
        return api.post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": [%d], \"metric_ids\": [11]}".formatted(result))
                .retrieve()
                .toBodilessEntity()
                .getStatusCode();
    }

    private static int health(RestClient api, String group) {
        try {
            return api.get()
                    .uri("/actuator/health/" + group)
                    .retrieve()
                    .toBodilessEntity()
                    .getStatusCode()
                    .value();
        } catch (HttpServerErrorException e) {
            return e.getStatusCode().value();
        }
    }

    private static String workspace() {
        return """
                organizations: [{id: 1, name: A, balance: 10000}]
                api_keys: [{key: %s, organization: 1}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                metrics: [{id: 11, project: 1, name: L, eval_type: numeric, function_name: get_latency, agents: [1]}]
                results: [{id: 1, agent: 1, name: R}]
                runs: [{id: 1, result: 1, status: completed}]
                """.formatted(KEY);
    }
}
