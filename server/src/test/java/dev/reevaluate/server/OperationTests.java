package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator's tools read of a server that has done some work: its log, and the meters of dashboard and alerts. */
class OperationTests {

    @TempDir
    static Path directory;

    private static final Pattern EXPORTED = Pattern.compile("(?m)^([a-z_]+)(?=[{ ])");
    private static final Pattern WATCHED =
            Pattern.compile("\\b((?:reevaluate|http|hikaricp|jvm|process|system)_[a-z_]+)\\b");

    private static ServerProcess server;

    @BeforeAll
    static void aServerThatHasDoneSomeWork() throws IOException {
        server = ServerProcess.start(
                directory.resolve("data"), "--logging.structured.format.console=ecs", "--reevaluate.judge.demo=true");
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

    @ParameterizedTest
    @ValueSource(strings = {"grafana/reevaluate.json", "prometheus/alerts.yaml"})
    void everyMeterThatIsWatchedExists(String file) throws IOException {
        String meters =
                server.operator().get().uri("/actuator/prometheus").retrieve().body(String.class);
        Set<String> existing = names(EXPORTED, String.valueOf(meters));

        Set<String> watched = names(WATCHED, Files.readString(Path.of("../deploy", file)));

        assertThat(watched).hasSizeGreaterThan(5);
        assertThat(existing).containsAll(watched);
    }

    @Test
    void healthSaysHowFarTheClockIsOff() throws IOException {
        assertThat(server.operator()
                        .get()
                        .uri("/actuator/health/clock")
                        .retrieve()
                        .body(String.class))
                .contains("\"aheadOfDatabaseSeconds\":");
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
                .anyMatch(message -> message.matches("Request 1 has ended: 14 evaluations in [\\d.]+ s, .*"));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }
}
