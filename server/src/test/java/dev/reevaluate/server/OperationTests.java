package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator's tools read of a server that has done some work: its log. */
class OperationTests {

    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void aServerThatHasDoneSomeWork() throws IOException {
        server = ServerProcess.start(directory.resolve("data"), "--logging.structured.format.console=ecs");
        server.client("demo-key")
                .post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}")
                .retrieve()
                .toBodilessEntity();
        await().atMost(ServerProcess.PATIENCE).until(() -> server.output().contains("has ended"));
    }

    @AfterAll
    static void leaveNoProcessBehind() throws IOException {
        server.clear();
    }

    @Test
    void eachLineOfTheLogIsOneJsonObjectWhereThatIsAskedFor() throws IOException {
        List<JsonNode> lines = server.output()
                .lines()
                // What the JVM itself says
                .filter(line -> !line.startsWith("WARNING: "))
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString()).isNotEmpty();
            assertThat(line.at("/log/level").asString()).isNotEmpty();
        });
        assertThat(lines)
                .extracting(line -> line.path("message").asString())
                .anyMatch(message -> message.matches("Reevaluate listens on http://localhost:\\d+, health http://.*"))
                .anyMatch(message -> message.matches("Request 1 of organization 1: 14 evaluations .*"))
                .anyMatch(message -> message.matches("Request 1 has ended: 14 evaluations in [\\d.]+ s, [\\d.]+/s"));
    }
}
