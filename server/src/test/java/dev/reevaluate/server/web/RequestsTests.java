package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller follows its request by the headers of its acceptance; each answer is also held against the contract. */
@ServerTest
class RequestsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REQUESTS = "/reevaluate/v1/requests/";
    private static final String ESTIMATES = "/reevaluate/v1/estimates/";
    private static final String BODY = "{\"result_ids\": [101], \"metric_ids\": [11, 12]}";

    private final World world;
    private final int port;

    @Autowired
    RequestsTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @Test
    void theAcceptanceNamesTheRequestWhichIsFollowedToItsEnd() throws IOException, InterruptedException {
        String location = accepted(Http.bulk(Http.JSON, BODY));

        assertThat(ok(Http.get(location)).path("state").asString()).isEqualTo("running");
        world.work();
        JsonNode ended = ok(Http.get(location));
        assertThat(ended.path("state").asString()).isEqualTo("completed");
        assertThat(ended.path("done").asInt()).isEqualTo(8);
        assertThat(ok(Http.get(location + "changes/")).path("metrics")).hasSize(2);
        assertThat(ok(Http.get(REQUESTS)).at("/results/0/id"))
                .as("the newest in the list")
                .isEqualTo(ended.path("id"));
    }

    @Test
    void aRepetitionUnderAnIdempotencyKeyNamesTheSameRequest() throws IOException, InterruptedException {
        Http.Request request = Http.bulk(Http.JSON, BODY).header("Idempotency-Key", "a-key-of-its-own");

        String first = accepted(request);
        world.work();

        assertThat(accepted(request)).isEqualTo(first);
        assertThat(world.count("bulk_request")).isEqualTo(1);
    }

    @Test
    void aCancelledRequestSaysSoAtOnce() throws IOException, InterruptedException {
        String location = accepted(Http.bulk(Http.JSON, BODY));

        JsonNode cancelled = ok(Http.request("POST", location + "cancel/"));

        assertThat(cancelled.path("state").asString()).isEqualTo("cancelled");
        assertThat(cancelled.path("cancelled").asInt()).isEqualTo(8);
        assertThat(ok(Http.get(REQUESTS + "?state=cancelled")).path("count").asInt())
                .isEqualTo(1);
        assertThat(ok(Http.get("/test_framework/v1/results/101/"))
                        .path("status")
                        .asString())
                .isEqualTo("completed");
    }

    @ParameterizedTest(name = "{0} {1} by {2} is {3}")
    @CsvSource({
        "GET, '', other-key, 404",
        "GET, '', demo-read-only-key, 200",
        "GET, '', demo-project-key, 200",
        "GET, changes/, other-key, 404",
        "GET, changes/?page=2, demo-key, 404",
        "POST, cancel/, other-key, 404",
        "POST, cancel/, demo-read-only-key, 403",
        "POST, cancel/, demo-project-key, 200"
    })
    void aRequestExistsForThoseWhoSeeItsResults(String method, String path, String key, int status)
            throws IOException, InterruptedException {
        String location = accepted(Http.bulk(Http.JSON, BODY));

        assertThat(Http.send(port, Http.request(method, location + path).key(key))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void changesThatAreNoLongerKeptAreNotFound() throws IOException, InterruptedException {
        String location = accepted(Http.bulk(Http.JSON, BODY));
        world.work();
        world.change("update bulk_request set accepted_at = now() - interval '91 days'");

        assertThat(Http.send(port, Http.get(location + "changes/")).statusCode())
                .isEqualTo(404);
        assertThat(ok(Http.get(location)).path("state").asString()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                  | {\"result_ids\": [101], \"metric_ids\": [16]}",
                "application/x-www-form-urlencoded | result_ids=101&metric_ids=16"
            })
    void anEstimateTakesTheBodyOfTheRequestAndDoesNothing(String contentType, String body)
            throws IOException, InterruptedException {
        String before = world.everything();

        JsonNode estimate = ok(Http.bulk(contentType, body).at(ESTIMATES));

        assertThat(estimate.path("cost").asString()).isEqualTo("0.80");
        assertThat(estimate.path("balance_after").asString()).isEqualTo("49.20");
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void theKeyOfAProjectDoesNotLearnTheBalance() throws IOException, InterruptedException {
        JsonNode estimate = ok(Http.bulk(Http.JSON, BODY).at(ESTIMATES).key("demo-project-key"));

        assertThat(estimate.path("balance").isNull()).isTrue();
        assertThat(estimate.path("balance_after").isNull()).isTrue();
    }

    private String accepted(Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);
        assertThat(response.statusCode()).isEqualTo(200);
        String location = response.headers().firstValue("Location").orElse("");
        assertThat(location)
                .isEqualTo(REQUESTS
                        + response.headers().firstValue("Reevaluate-Request").orElse("") + "/");
        return location;
    }

    private JsonNode ok(Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
