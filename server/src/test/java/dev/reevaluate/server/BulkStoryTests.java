package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The whole way as a user goes it: post, poll, read the scores, see what it cost. */
@ServerTest
class BulkStoryTests {

    private final World world;
    private final RestClient api;

    @Autowired
    BulkStoryTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.api = RestClient.builder()
                .baseUrl("http://localhost:" + port)
                .defaultHeader("X-CEKURA-API-KEY", "demo-key")
                .build();
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @Test
    void anAcceptedResultRunsThenCompletesWithItsScores() {
        var answer = api.post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"result_ids\": [101], \"metric_ids\": [11, 12, 16]}")
                .retrieve()
                .toBodilessEntity();

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getHeaders().getContentLength()).isZero();
        assertThat(result(101).path("status").asString()).isEqualTo("running");
        assertThat(credits()).isEqualTo("49.20");

        world.work();

        JsonNode completed = result(101);
        assertThat(completed.path("status").asString()).isEqualTo("completed");
        JsonNode scores = completed.at("/runs/1001/evaluation/metrics");
        assertThat(scores.at("/0/score").decimalValue()).isEqualByComparingTo("1257.142857");
        assertThat(scores.at("/1/score").decimalValue()).isEqualByComparingTo("0.536219");
        assertThat(scores.at("/2/score").isNull()).isTrue();
        assertThat(scores.at("/2/explanation/0").asString()).contains("language model");
        assertThat(credits()).as("a failed evaluation is refunded").isEqualTo("50.00");
    }

    private JsonNode result(long id) {
        return get("/test_framework/v1/results/%d/".formatted(id));
    }

    private String credits() {
        return get("/test_framework/billing/info/").path("credits_remaining").asString();
    }

    private JsonNode get(String path) {
        return java.util.Objects.requireNonNull(api.get().uri(path).retrieve().body(JsonNode.class));
    }
}
