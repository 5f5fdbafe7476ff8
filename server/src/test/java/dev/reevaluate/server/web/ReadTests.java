package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read operations, as a consumer that polls sees them; each answer is also held against the contract. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String V1 = "/test_framework/v1/";
    private static final String BILLING = "/test_framework/billing/info/";
    private static final String NOT_FOUND = "{\"detail\":\"Not found.\"}";

    private final World world;
    private final int port;

    @Autowired
    ReadTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest(name = "results/{0} shows {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                             | 106 105 104 103 102 101",
                "?page_size=2                 | 106 105",
                "?page=&page_size=2           | 106 105",
                "?page=3&page_size=2          | 102 101",
                "?page_size=9223372036854775807 | 106 105 104 103 102 101",
                "?agent_id=1                  | 106 102 101",
                "?agent_id=1&search=BILL      | 106 101",
                "?agent_id=9                  | ''",
                "?agent_id=404                | ''",
                "?project_id=1&page_size=1    | 106",
                "?project_id=2                | ''",
                "?search=%25                  | ''",
                "?search=pl%61n               | 104 102",
                "?status=running              | 106",
                "?status=completed&agent_id=1 | 102 101",
                "?status=in_progress          | ''"
            })
    void resultsAreListedNewestFirst(String query, String ids) throws IOException, InterruptedException {
        JsonNode page = ok(Http.get(V1 + "results/" + (query == null ? "" : query)));

        assertThat(ids(page.path("results"))).isEqualTo(ids);
    }

    @Test
    void theLinksLeadThroughAllPagesAndBackAndKeepTheFilter() throws IOException, InterruptedException {
        List<String> there = new ArrayList<>();
        List<String> back = new ArrayList<>();
        String last = "";
        String next = V1 + "results/?search=%69&page_size=2&other=%E2%82%AC+%26";
        while (!next.isEmpty()) {
            JsonNode page = ok(Http.get(next));
            assertThat(page.path("count").asInt()).isEqualTo(5);
            there.add(ids(page.path("results")));
            last = next;
            next = path(page.path("next"));
        }
        for (String previous = last; !previous.isEmpty(); ) {
            JsonNode page = ok(Http.get(previous));
            back.add(0, ids(page.path("results")));
            previous = path(page.path("previous"));
        }

        assertThat(there).containsExactly("106 105", "104 103", "101").isEqualTo(back);
        assertThat(last).contains("search=%69", "page_size=2", "other=%E2%82%AC+%26", "page=3");
    }

    @Test
    void theFirstPageOfNothingIsEmptyAndNoError() throws IOException, InterruptedException {
        assertThat(Http.send(port, Http.get(V1 + "results/?agent_id=404")).body())
                .isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isRefused(String path, int status, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, Http.get(path));

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    static Stream<Arguments> refusals() {
        String atLeastOne = "Ensure this value is greater than or equal to 1.";
        String notAnInteger = "A valid integer is required.";
        String notIntegers = "{\"run_ids\":[\"This value does not match the required pattern: ^[0-9]+(,[0-9]+)*$\"]}";
        return Stream.of(
                arguments(V1 + "results/?page=7", 404, "{\"detail\":\"Invalid page.\"}"),
                arguments(V1 + "results/?page=" + Long.MAX_VALUE, 404, "{\"detail\":\"Invalid page.\"}"),
                bad("results/?page=0", "page", atLeastOne),
                bad("results/?page_size=-5", "page_size", atLeastOne),
                bad("results/?page=one", "page", notAnInteger),
                bad("results/?page=1.5", "page", notAnInteger),
                bad("results/?agent_id=" + "9".repeat(20), "agent_id", notAnInteger),
                bad("results/?project_id=x", "project_id", notAnInteger),
                bad("metrics/?agent_id=x", "agent_id", notAnInteger),
                arguments(V1 + "results/999/", 404, NOT_FOUND),
                arguments(V1 + "results/abc/", 404, NOT_FOUND),
                arguments(V1 + "results/901/", 404, NOT_FOUND),
                arguments(V1 + "results/101", 404, NOT_FOUND),
                bad("runs/bulk/", "run_ids", "This field is required."),
                arguments(V1 + "runs/bulk/?run_ids=", 400, notIntegers),
                arguments(V1 + "runs/bulk/?run_ids=1001,", 400, notIntegers),
                arguments(V1 + "runs/bulk/?run_ids=1001,%201002", 400, notIntegers),
                arguments(V1 + "runs/bulk/?run_ids=-1", 400, notIntegers),
                arguments(BILLING + "?organization_id=2", 404, NOT_FOUND),
                arguments(BILLING + "?organization_id=x", 400, "{\"organization_id\":[\"" + notAnInteger + "\"]}"));
    }

    @Test
    void aResultHasItsRunsByTheirIdWithoutDeletedOnesAndWithoutTranscripts() throws IOException, InterruptedException {
        JsonNode result = ok(Http.get(V1 + "results/102/"));

        assertThat(result.path("name").asString()).isEqualTo("Payment plans");
        assertThat(result.path("agent_name").asString()).isEqualTo("Billing line");
        assertThat(result.path("status").asString()).isEqualTo("completed");
        assertThat(result.path("runs").propertyNames()).containsExactly("1011", "1012", "1014");
        assertThat(result.at("/runs/1011/id").asLong()).isEqualTo(1011);
        assertThat(result.at("/runs/1011/duration").asString()).isEqualTo("99.7");
        assertThat(result.at("/runs/1011").propertyNames()).doesNotContain("transcript", "transcript_object");
        assertThat(Stream.of("total", "completed", "success", "failed")
                        .map(count -> result.path(count + "_runs_count").asInt()))
                .containsExactly(3, 2, 2, 1);
    }

    @Test
    void runsComeInOrderOnceEachWithTheirTurnsWhereTheyExist() throws IOException, InterruptedException {
        JsonNode runs = ok(Http.get(V1 + "runs/bulk/?run_ids=1011,1002,1011,9001,1013," + "9".repeat(30)));

        assertThat(ids(runs)).as("9001 is foreign, 1013 deleted").isEqualTo("1002 1011");
        assertThat(runs.at("/0/transcript").asString()).startsWith("[00:00] Main Agent: ");
        JsonNode turn = runs.at("/0/transcript_object/0");
        assertThat(turn.path("role").asString()).isEqualTo("Main Agent");
        assertThat(turn.path("timestamp")).isEqualTo(turn.path("start_time"));
        assertThat(turn.path("comparison_spans")).isEmpty();
    }

    @ParameterizedTest(name = "metrics/{0} shows {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "              | 11 12 13 14 15 16 17 18 19",
                "?agent_id=2   | 11 12 13 14 15",
                "?agent_id=9   | ''",
                "?project_id=1&agent_id=3 | 11 12",
                "?project_id=2 | ''"
            })
    void metricsAreListedById(String query, String ids) throws IOException, InterruptedException {
        assertThat(ids(ok(Http.get(V1 + "metrics/" + (query == null ? "" : query)))))
                .isEqualTo(ids);
    }

    @Test
    void theBalanceIsForKeysOfTheOrganizationOnly() throws IOException, InterruptedException {
        JsonNode info = ok(Http.get(BILLING + "?organization_id=1"));
        HttpResponse<String> refused = Http.send(port, Http.get(BILLING).key("demo-project-key"));

        assertThat(info.path("organization").asInt()).isEqualTo(1);
        assertThat(info.path("credits_remaining").asString()).isEqualTo("50.00");
        assertThat(info.path("credits_used").asString()).isEqualTo("0.00");
        assertThat(info.path("initial_balance").asString()).isEqualTo("50.00");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
    }

    @Test
    void aReadOnlyKeyReads() throws IOException, InterruptedException {
        assertThat(ok(Http.get(BILLING).key("demo-read-only-key"))
                        .path("organization")
                        .asInt())
                .isEqualTo(1);
    }

    private JsonNode ok(Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String ids(JsonNode list) {
        return String.join(
                " ", list.valueStream().map(item -> item.path("id").asString()).toList());
    }

    private static String path(JsonNode link) {
        if (link.isNull()) {
            return "";
        }
        URI uri = URI.create(link.asString());
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static Arguments bad(String path, String field, String text) {
        return arguments(V1 + path, 400, "{\"%s\":[\"%s\"]}".formatted(field, text));
    }
}
