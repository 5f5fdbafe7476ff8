package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A request that breaks a check, and as many of those after it as it can, is told of the first; nothing changes. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderOfChecksTests {

    private static final byte[] TOO_LARGE = "{".repeat(1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8);
    private static final Http.Request WRONG = new Http.Request(
                    "DELETE", "/test_framework/v1/nothing/", List.of(), TOO_LARGE, false)
            .header("Content-Type", "text/plain");

    private final World world;
    private final int port;

    @Autowired
    OrderOfChecksTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void resultsWithoutAnEligibleRun() {
        world.startFromDemo();
        world.load("""
                results: [{id: 107, agent: 2, name: Pending}, {id: 902, agent: 9, name: Pending}]
                runs: [{id: 1071, result: 107, status: pending}, {id: 9021, result: 902, status: timeout}]
                """);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("order")
    void isToldOfTheFirst(String check, Http.Request request, int status, String body)
            throws IOException, InterruptedException {
        String before = world.everything();

        HttpResponse<String> response = Http.send(port, request);

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(world.everything()).isEqualTo(before);
    }

    static Stream<Arguments> order() {
        Http.Request readOnly = WRONG.key("demo-read-only-key");
        return Stream.of(
                arguments("key first", WRONG, 401, detail("Authentication credentials were not provided.")),
                arguments("an unknown key as none", WRONG.key("nobody's"), 401, detail("Invalid API key.")),
                arguments("then route", readOnly, 404, detail("Not found.")),
                arguments("then method", readOnly.at(BULK), 405, detail("Method \\\"DELETE\\\" not allowed.")),
                arguments(
                        "then permission",
                        Http.bulk("text/plain", TOO_LARGE).key("demo-read-only-key"),
                        403,
                        detail("You do not have permission to perform this action.")),
                arguments(
                        "then media type",
                        Http.bulk("text/plain", TOO_LARGE),
                        415,
                        detail("Unsupported media type \\\"text/plain\\\" in request.")),
                arguments(
                        "then size",
                        Http.bulk(JSON, TOO_LARGE),
                        413,
                        detail("Request body is larger than 1048576 bytes.")),
                json(
                        "then syntax",
                        "{\"result_ids\": [], \"metric_ids\": [}",
                        "{\"non_field_errors\":[\"JSON parse error: line 1, column 35: unexpected character.\"]}"),
                json(
                        "then shape, every field of it",
                        "{\"metric_ids\": [], \"result_ids\": [999, null]}",
                        "{\"result_ids\":[\"Item 1: This field may not be null.\"],"
                                + "\"metric_ids\":[\"Ensure this field has at least 1 elements.\"]}"),
                json(
                        "then existence, every id of it",
                        "{\"metric_ids\": [16, 91], \"result_ids\": [107, 999]}",
                        "{\"result_ids\":[\"Invalid pk \\\"999\\\" - object does not exist.\"],"
                                + "\"metric_ids\":[\"Invalid pk \\\"91\\\" - object does not exist.\"]}"),
                json(
                        "then scope",
                        "{\"result_ids\": [107], \"metric_ids\": [11, 16]}",
                        "{\"metric_ids\":[\"Metric 16 is not enabled for agent 2.\"]}"),
                arguments(
                        "then eligibility",
                        Http.bulk(JSON, "{\"result_ids\": [902], \"metric_ids\": [92]}")
                                .key("other-key"),
                        400,
                        "{\"result_ids\":[\"None of the selected results has a completed or failed run.\"]}"),
                arguments(
                        "balance last",
                        Http.bulk(JSON, "{\"result_ids\": [901, 902], \"metric_ids\": [92]}")
                                .key("other-key"),
                        400,
                        "{\"non_field_errors\":[\"Insufficient balance for this operation: 0.40 credits needed, 0.00"
                                + " available.\"]}"));
    }

    @Test
    void aRevokedKeyIsUnknown() throws IOException, InterruptedException {
        world.load(
                "api_keys: [{key: old-key-9b1c5e0a7d2f4486a3c01e5b7d9f, organization: 2, project: 2, read_only: true}]");
        Http.Request request = Http.get("/test_framework/v1/metrics/").key("old-key-9b1c5e0a7d2f4486a3c01e5b7d9f");
        assertThat(Http.send(port, request).statusCode()).isEqualTo(200);

        world.change("update api_key set revoked_at = now() where project_id = 2");

        assertThat(Http.send(port, request).statusCode()).isEqualTo(401);
        assertThat(Http.send(port, request).body()).isEqualTo(detail("Invalid API key."));
    }

    private static Arguments json(String check, String body, String expected) {
        return arguments(check, Http.bulk(JSON, body), 400, expected);
    }

    private static String detail(String text) {
        return "{\"detail\":\"%s\"}".formatted(text);
    }
}
