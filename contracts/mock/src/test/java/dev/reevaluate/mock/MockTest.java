package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mock answers, by its contracts, by the rules and by stubs of its user. */
class MockTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void theGreetingNamesARequestThatIsAccepted() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(mock.greeting())
                    .contains(mock.url())
                    .contains("-d '{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}'");
            assertThat(MockClient.post(mock, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersAreNotCompressedAsThoseOfTheServerAreNot() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (String path : List.of("/", "/openapi.yaml", "/test_framework/v1/results/101/")) {
                assertThat(MockClient.send(MockClient.request(mock, path).header("Accept-Encoding", "gzip"))
                                .headers()
                                .map())
                        .doesNotContainKeys("Content-Encoding", "content-encoding", "Vary", "vary");
            }
        }
    }

    @Test
    void anAddressOfVersion6IsWrittenAsUrlsDo() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0", "--bind-address=::1"))) {
            assertThat(mock.url()).matches("http://\\[::1]:\\d+");
            assertThat(MockClient.get(mock, "/test_framework/v1/results/101/").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tooLargeHeadersAreRefusedAsByTheServer() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> answer =
                    MockClient.get(mock, "/test_framework/v1/results/?search=" + "x".repeat(9_000));

            assertThat(answer.statusCode()).isEqualTo(414);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"URI Too Long.\"}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void aRequestThatNoContractCoversIsAnsweredByTheRulesWhereTheyKnow() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> accepted =
                    MockClient.post(mock, "{\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}");
            HttpResponse<String> refused = MockClient.post(mock, "{\"result_ids\": [7, 101], \"metric_ids\": [8, 12]}");

            assertThat(accepted.statusCode()).isEqualTo(200);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .isEqualTo("{\"result_ids\":[\"Invalid pk \\\"7\\\" - object does not exist.\"],"
                            + "\"metric_ids\":[\"Invalid pk \\\"8\\\" - object does not exist.\"]}");
        }
    }

    @Test
    void whatNoContractAsksForIsReadFromTheDemo() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = MockClient.get(mock, "/test_framework/v1/runs/bulk/?run_ids=1011");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"result_name\":\"Payment plans\"", "Can I split it?");
        }
    }

    @Test
    void whatIsNoPathOfTheContractIsNotFound() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = MockClient.get(mock, "/elsewhere");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("{\"detail\":\"Not found.\"}");
        }
    }

    @Test
    void aRequestIsCheckedAsTheServerDoes() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response =
                    MockClient.post(mock, "{\"result_ids\": [1e999999999], \"metric_ids\": []}");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("JSON parse error: nested too deep, or a number too long.");
        }
    }

    @Test
    void twentyThousandUnknownIdsAreTold() throws Exception {
        String ids =
                IntStream.range(0, 20_000).mapToObj(i -> 100_000 + i).toList().toString();
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response =
                    MockClient.post(mock, "{\"result_ids\": [101], \"metric_ids\": " + ids + "}");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body())
                    .startsWith("{\"metric_ids\":[\"Invalid pk \\\"100000\\\" - object does not exist.\",");
        }
    }

    @ParameterizedTest
    @CsvSource({"Accept-Language, en, EN", "Accept-Language, EN, en", "Cookie, n=abc, n=ABC", "Cookie, n=ABC, n=abc"})
    void headersOfOneConnectionThatDifferInCaseAloneAreTwo(String name, String first, String second) throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"));
                Socket connection =
                        new Socket("localhost", URI.create(mock.url()).getPort())) {
            connection.setSoTimeout(10_000);
            MockClient.admin(mock, "POST", "mappings", """
                    {"priority": 1,
                     "request": {"urlPath": "/test_framework/v1/results/101/", "headers": {"%s": {"equalTo": "%s"}}},
                     "response": {"status": 418}}""".formatted(name, first));

            assertThat(answer(connection, name, first)).startsWith("HTTP/1.1 418 ");
            assertThat(answer(connection, name, second)).startsWith("HTTP/1.1 200 ");
            assertThat(answer(connection, name, first)).startsWith("HTTP/1.1 418 ");
        }
    }

    @Test
    void anOwnStubWinsOverTheContractsUntilItIsRemoved() throws Exception {
        String accepted = "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}";
        String other = "{\"result_ids\": [102, 103], \"metric_ids\": [12]}";
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            MockClient.admin(mock, "POST", "mappings", """
                    {"priority": 1,
                     "request": {"method": "POST", "urlPath": "/test_framework/v1/results/bulk_evaluate_metrics/",
                                 "bodyPatterns": [{"matchesJsonPath": "$.result_ids[?(@ == 102)]"}]},
                     "response": {"status": 503}}""");

            assertThat(MockClient.post(mock, accepted).statusCode()).isEqualTo(503);
            assertThat(MockClient.post(mock, other).statusCode()).isEqualTo(503);
            assertThat(MockClient.post(mock, "{\"result_ids\": [101], \"metric_ids\": [11]}")
                            .statusCode())
                    .isEqualTo(200);

            MockClient.admin(mock, "POST", "mappings/reset", "");
            assertThat(MockClient.post(mock, accepted).statusCode()).isEqualTo(200);
            assertThat(MockClient.post(mock, other).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aContractsStubThatIsEditedAsksForWhatItNowSays() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            String stub = "mappings/" + idOf("bulk_evaluate/accepts_json");
            String edited = MockClient.admin(mock, "GET", stub, "")
                    .body()
                    .replace("[101,102]", "[101,105]")
                    .replace("const\\\":102", "const\\\":105")
                    .replaceFirst("\"status\" : 200", "\"status\" : 418");
            MockClient.admin(mock, "PUT", stub, edited);

            assertThat(MockClient.post(mock, "{\"result_ids\": [105, 101], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isEqualTo(418);
            assertThat(MockClient.post(mock, "{\"result_ids\": [101, 103], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isNotEqualTo(418);
        }
    }

    @Test
    void theFrontPageLeadsToTheContractAndTheGuide() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(MockClient.get(mock, "/").body()).contains("/openapi.yaml", "/STUBS.md", "/__admin/mappings");
            assertThat(MockClient.get(mock, "/openapi.yaml").body()).startsWith("openapi: 3.1");
            assertThat(MockClient.get(mock, "/openapi.yaml").headers().firstValue("Content-Type"))
                    .hasValue("application/yaml;charset=UTF-8");
            assertThat(MockClient.get(mock, "/STUBS.md").body()).startsWith("# The stubs of Reevaluate");
            assertThat(MockClient.admin(mock, "GET", "mappings?limit=1", "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aLineARequestTellsWhoAnsweredAndNoSecret() throws Exception {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (Mock mock = Mock.start(Options.parse("--port=0", "--verbose"), lines)) {
            MockClient.post(mock, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}");
            MockClient.post(mock, "{\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}");
            MockClient.post(mock, "{\"result_ids\": [], \"metric_ids\": [11]}");
            MockClient.get(mock, "/test_framework/v1/results/?search=secret");
            MockClient.get(mock, "/test_framework/v1/a%0Aforged%20line/");
            MockClient.send(
                    MockClient.request(mock, "/test_framework/v1/results/101/").header("Prefer", "code=503"));
            MockClient.get(mock, "/elsewhere");
        }

        String bulk = "POST /test_framework/v1/results/bulk_evaluate_metrics/ ";
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(7)
                .contains(
                        bulk + "200 by stub poll/1_accepts",
                        bulk + "200 by the rules",
                        bulk + "400 by the checks",
                        "GET /test_framework/v1/results/101/ 503 as the request prefers",
                        "GET /elsewhere 404 by no stub")
                .noneMatch(line -> line.contains("demo-key") || line.contains("secret") || line.startsWith("forged"));
    }

    @Test
    void pagesOfListedOriginsMayCall() throws Exception {
        String listed = "https://app.example.com";
        try (Mock mock = Mock.start(Options.parse("--port=0", "--allowed-origins=http://localhost:3000," + listed))) {
            HttpResponse<String> preflight =
                    MockClient.send(MockClient.request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                            .header("Origin", listed)
                            .header("Access-Control-Request-Method", "POST")
                            .header("Access-Control-Request-Headers", "X-CEKURA-API-KEY,Prefer,Content-Type")
                            .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(listed);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .isPresent();

            HttpRequest.Builder read = MockClient.request(mock, "/test_framework/v1/results/101/");
            assertThat(MockClient.send(read.setHeader("Origin", listed))
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .hasValue(listed);
            HttpResponse<String> other = MockClient.send(read.setHeader("Origin", "https://elsewhere.example"));
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(MockClient.send(MockClient.request(mock, "/test_framework/v1/results/101/")
                                    .header("Origin", listed))
                            .headers()
                            .map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void theCallerChoosesTheAnswer() throws Exception {
        String body = "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}";
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> away = MockClient.post(mock, "code=503", body);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(away.body()).startsWith("{\"detail\":\"Service temporarily unavailable");

            assertThat(MockClient.post(mock, "respond-async, code=200", "no JSON")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(MockClient.post(mock, "code=401", body).statusCode()).isEqualTo(401);
            assertThat(MockClient.post(mock, "respond-async", body).statusCode())
                    .isEqualTo(200);

            HttpResponse<String> none = MockClient.post(mock, "code=418", body);
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body())
                    .isEqualTo("{\"detail\":\"No contract answers 418 here. Contracts answer "
                            + "200, 400, 401, 403, 405, 413, 415, 422, 503.\"}");
        }
    }

    private static UUID idOf(String contract) {
        return UUID.nameUUIDFromBytes(contract.getBytes(StandardCharsets.UTF_8));
    }

    // All of it is read, so that the connection can be used again
    private static String answer(Socket connection, String header, String value) throws IOException {
        connection.getOutputStream().write("""
                GET /test_framework/v1/results/101/ HTTP/1.1\r
                Host: localhost\r
                X-CEKURA-API-KEY: demo-key\r
                %s: %s\r
                \r
                """.formatted(header, value).getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        int next;
        while (answer.indexOf("\r\n0\r\n\r\n") < 0
                && (next = connection.getInputStream().read()) >= 0) {
            answer.append((char) next);
        }
        return answer.toString();
    }
}
