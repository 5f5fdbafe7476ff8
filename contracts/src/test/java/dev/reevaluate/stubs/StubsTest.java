package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A stub answers what the server answers so, however the request is written, and nothing else. */
class StubsTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    // What is answered where no contract does
    private static final int NO_CONTRACT = 501;

    // WireMock (3.13.2) answers 500 by itself to multipart without a boundary, before it looks for a stub
    private static final Set<String> BEYOND_WIREMOCK = Set.of("bulk_evaluate/refuses_multipart_without_a_boundary");

    static final List<Contract> ALL = Stubs.CONTRACTS.all().stream()
            .filter(contract -> !BEYOND_WIREMOCK.contains(contract.name()))
            .toList();

    private static Stubs stubs;

    @BeforeAll
    static void serve() throws IOException {
        stubs = Stubs.plain();
    }

    @AfterAll
    static void stop() {
        stubs.close();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void theRequestOfAContractGetsItsAnswer(Contract contract) {
        stubs.goToTheSceneOf(contract);

        HttpResponse<String> response = stubs.send(contract);

        assertThat(response.statusCode()).as(contract.name()).isEqualTo(contract.status());
        if (contract.answer().isMissingNode()) {
            assertThat(response.body()).isEmpty();
        } else {
            assertThat(new JsonMapper().readTree(response.body())).isEqualTo(contract.answer());
        }
    }

    @Test
    void aPolledResultIsRunningAndThenCompletedAndTheStoryCanBeToldAgain() {
        List<String> requests = List.of(
                "bulk_evaluate/accepts_json", "bulk_evaluate/accepts_a_form", "bulk_evaluate/accepts_multipart");

        for (String request : requests) {
            assertThat(stubs.send(Stubs.CONTRACTS.named(request)).statusCode()).isEqualTo(200);
            assertThat(status(101)).isEqualTo("running");
            assertThat(status(101)).isEqualTo("completed");
            assertThat(status(102)).isEqualTo("completed");
            assertThat(status(101)).isEqualTo("completed");
        }
    }

    @Test
    void anyKeyOfARequestChangesNothingButTheStorysOwn() {
        stubs.startOver();
        Contract accepted = Stubs.CONTRACTS.named("bulk_evaluate/accepts_json");
        Contract first = Stubs.CONTRACTS.named("idempotency/1_accepts_a_request_with_a_key");
        Contract other = Stubs.CONTRACTS.named("idempotency/2_refuses_other_ids_under_the_key");
        String own = first.header("Idempotency-Key").orElseThrow();

        assertThat(statusUnder("a-key-of-mine", accepted)).isEqualTo(200);
        assertThat(statusUnder("k".repeat(255), accepted)).isEqualTo(200);
        assertThat(statusUnder("k".repeat(256), accepted)).isEqualTo(NO_CONTRACT);
        assertThat(statusUnder(own, other)).as("before the story").isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(statusUnder(own, first)).isEqualTo(200);
            assertThat(statusUnder(own, other)).isEqualTo(422);
            assertThat(statusUnder("another", other)).isEqualTo(200);
        }
    }

    private static int statusUnder(String idempotencyKey, Contract contract) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(stubs.uri(contract.path())).POST(BodyPublishers.ofByteArray(contract.body()));
        contract.headers().forEach(request::setHeader);
        return stubs.send(request.setHeader("Idempotency-Key", idempotencyKey)).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}",
                "{\"metric_ids\": [12, 11], \"result_ids\": [102, 101]}",
                "{\"result_ids\": [101, 102, 101], \"metric_ids\": [11, 12, 12]}",
                "{\"result_ids\": [101.0, 102], \"metric_ids\": [11, 1.2e1]}",
                "{\"note\": \"hello\", \"result_ids\": [101, 102], \"metric_ids\": [11, 12]}",
            })
    void theSameIdsAreAcceptedHoweverTheyAreWritten(String body) {
        assertThat(stubs.post(JSON, body).statusCode()).isEqualTo(200);
        assertThat(stubs.post("Application/JSON;charset=UTF-8", body).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result_ids\": [101, 102, 109], \"metric_ids\": [11, 12]}",
                "{\"result_ids\": [106], \"metric_ids\": [11, 12]}",
                "{\"result_ids\": [101, 103], \"metric_ids\": [11, 17]}",
                "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]} x",
                "{\"result_ids\": [101, 102], \"result_ids\": [101, 102], \"metric_ids\": [11, 12]}",
                "{\"result_ids\": [\"101\", 102], \"metric_ids\": [11, 12]}",
                "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]",
            })
    void otherIdsAreNotAccepted(String body) {
        assertThat(stubs.post(JSON, body).statusCode()).isEqualTo(NO_CONTRACT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result_ids=101&result_ids=102&metric_ids=11&metric_ids=12",
                "metric_ids=12&result_ids=102&metric_ids=11&result_ids=101",
                "note=hello&result_ids=101&result_ids=102&metric_ids=11&metric_ids=12&",
            })
    void theFieldsOfAFormStandInAnyOrder(String form) {
        assertThat(stubs.post(FORM, form).statusCode()).isEqualTo(200);
        assertThat(stubs.post(FORM + "; charset=UTF-8", form).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result_ids=101&result_ids=102&result_ids=109&metric_ids=11&metric_ids=12",
                "result_ids=106&metric_ids=11&metric_ids=12",
                "result_ids=101&result_ids=103&metric_ids=11&metric_ids=17",
                "result_ids=1011&result_ids=102&metric_ids=11&metric_ids=12",
                "result_ids=101&result_ids=102&result_ids=&metric_ids=11&metric_ids=12",
            })
    void aFormWithOtherIdsIsNotAccepted(String form) {
        assertThat(stubs.post(FORM, form).statusCode()).isEqualTo(NO_CONTRACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"part", "----WebKitFormBoundaryaZ9", "0x7f.[*"})
    void aBoundaryIsWhateverTheClientChooses(String boundary) {
        String body = multipart(boundary, "metric_ids:12", "result_ids:102", "result_ids:101", "metric_ids:11");

        assertThat(stubs.post("multipart/form-data; boundary=" + boundary, body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPartMayHaveFurtherHeaders() {
        String body = multipart("b", "metric_ids:12", "result_ids:102", "result_ids:101", "metric_ids:11")
                .replace("Content-Disposition", "content-type: text/plain\r\nContent-Length: 3\r\ncontent-disposition");

        assertThat(stubs.post("multipart/form-data; charset=UTF-8; boundary=\"b\"", body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void multipartWithOtherIdsIsNotAccepted() {
        String more =
                multipart("b", "result_ids:101", "result_ids:102", "result_ids:109", "metric_ids:11", "metric_ids:12");
        String fewer = multipart("b", "result_ids:106", "metric_ids:11", "metric_ids:12");
        String file = multipart("b", "result_ids:101", "result_ids:102", "metric_ids:11", "metric_ids:12")
                .replaceFirst("\"result_ids\"", "\"result_ids\"; filename=\"a\"");

        for (String body : List.of(more, fewer, file)) {
            assertThat(stubs.post("multipart/form-data; boundary=b", body).statusCode())
                    .isEqualTo(NO_CONTRACT);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"result_ids": [7, 8, 9]}                   | {"metric_ids":["This field is required."]}
            {"metric_ids": [4711], "result_ids": []}    | {"result_ids":["Ensure this field has at least 1 elements."]}
            {"metric_ids": [4711], "result_ids": null}  | {"result_ids":["This field may not be null."]}
            {"metric_ids": [4711], "result_ids": "all"} | {"result_ids":["Expected a list of items but got type \\"str\\"."]}
            {"metric_ids": [4711], "result_ids": 7}     | {"result_ids":["Expected a list of items but got type \\"int\\"."]}
            {"metric_ids": [4711], "result_ids": 7.5}   | {"result_ids":["Expected a list of items but got type \\"float\\"."]}
            [1]                                         | {"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}
            """)
    void aRefusalOfTheShapeHoldsWhateverTheRestOfTheBodyIs(String body, String answer) {
        HttpResponse<String> response = stubs.post(JSON, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void aRefusalByTheKeyHoldsWhateverIsSent() {
        for (String path : List.of("/test_framework/v1/results/bulk_evaluate_metrics/", "/test_framework/nowhere")) {
            HttpResponse<String> noKey =
                    stubs.send(HttpRequest.newBuilder(stubs.uri(path)).PUT(BodyPublishers.ofString("{")));
            HttpResponse<String> unknownKey = stubs.send(HttpRequest.newBuilder(stubs.uri(path + "?page=7"))
                    .header(Contract.KEY_HEADER, "demo-key-of-yesterday")
                    .DELETE());

            assertThat(noKey.statusCode()).isEqualTo(401);
            assertThat(noKey.body()).contains("Authentication credentials were not provided.");
            assertThat(unknownKey.statusCode()).isEqualTo(401);
            assertThat(unknownKey.body()).contains("Invalid API key.");
        }
    }

    @Test
    void noOtherPathIsFound() {
        HttpResponse<String> response = stubs.send(HttpRequest.newBuilder(stubs.uri("/test_framework/v1/nowhere/"))
                .header(Contract.KEY_HEADER, "demo-key"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"detail\":\"Not found.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?page=1", "?page=&agent_id=", "?page_size=20&page=1", "?other=1"})
    void aParameterThatSaysWhatGoesWithoutSayingChangesNothing(String query) {
        HttpResponse<String> response =
                stubs.send(HttpRequest.newBuilder(stubs.uri("/test_framework/v1/results/" + query))
                        .header(Contract.KEY_HEADER, "demo-key"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"count\":6");
    }

    @Test
    void aLargeBodyIsRefusedWhateverItHolds() {
        HttpResponse<String> response = stubs.post(FORM, "a".repeat(2_000_000));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    private static String status(int result) {
        HttpResponse<String> response =
                stubs.send(HttpRequest.newBuilder(stubs.uri("/test_framework/v1/results/" + result + "/"))
                        .header(Contract.KEY_HEADER, "demo-key"));
        return new JsonMapper().readTree(response.body()).required("status").asString();
    }

    private static String multipart(String boundary, String... fields) {
        StringBuilder body = new StringBuilder();
        for (String field : fields) {
            int colon = field.indexOf(':');
            body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, field.substring(0, colon), field.substring(colon + 1)));
        }
        return body.append("--%s--\r\n".formatted(boundary)).toString();
    }
}
