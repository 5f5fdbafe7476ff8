package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void theGreetingNamesARequestThatIsAccepted() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(mock.greeting())
                    .contains(mock.url())
                    .contains("-d '{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}'");
            assertThat(post(mock, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAddressOfVersion6IsWrittenAsUrlsDo() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0", "--bind-address=::1"))) {
            assertThat(mock.url()).matches("http://\\[::1]:\\d+");
            assertThat(get(mock, "/test_framework/v1/results/101/").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tooLargeHeadersAreRefusedAsByTheServer() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> answer = get(mock, "/test_framework/v1/results/?search=" + "x".repeat(9_000));

            assertThat(answer.statusCode()).isEqualTo(414);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"URI Too Long.\"}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void aRequestThatNoContractCoversIsAnsweredByTheRulesWhereTheyKnow() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> accepted = post(mock, "{\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}");
            HttpResponse<String> refused = post(mock, "{\"result_ids\": [7, 101], \"metric_ids\": [8, 12]}");

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
            HttpResponse<String> response = get(mock, "/test_framework/v1/runs/bulk/?run_ids=1011");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"result_name\":\"Payment plans\"", "Can I split it?");
        }
    }

    @Test
    void whatIsNoPathOfTheContractIsNotFound() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = get(mock, "/elsewhere");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("{\"detail\":\"Not found.\"}");
        }
    }

    @Test
    void aRequestIsCheckedAsTheServerDoes() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = post(mock, "{\"result_ids\": [1e999999999], \"metric_ids\": []}");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("JSON parse error: nested too deep, or a number too long.");
        }
    }

    @Test
    void twentyThousandUnknownIdsAreTold() throws Exception {
        String ids =
                IntStream.range(0, 20_000).mapToObj(i -> 100_000 + i).toList().toString();
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> response = post(mock, "{\"result_ids\": [101], \"metric_ids\": " + ids + "}");

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
            admin(mock, "POST", "mappings", """
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
            admin(mock, "POST", "mappings", """
                    {"priority": 1,
                     "request": {"method": "POST", "urlPath": "/test_framework/v1/results/bulk_evaluate_metrics/",
                                 "bodyPatterns": [{"matchesJsonPath": "$.result_ids[?(@ == 102)]"}]},
                     "response": {"status": 503}}""");

            assertThat(post(mock, accepted).statusCode()).isEqualTo(503);
            assertThat(post(mock, other).statusCode()).isEqualTo(503);
            assertThat(post(mock, "{\"result_ids\": [101], \"metric_ids\": [11]}")
                            .statusCode())
                    .isEqualTo(200);

            admin(mock, "POST", "mappings/reset", "");
            assertThat(post(mock, accepted).statusCode()).isEqualTo(200);
            assertThat(post(mock, other).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aContractsStubThatIsEditedAsksForWhatItNowSays() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            String stub = "mappings/" + idOf("bulk_evaluate/accepts_json");
            String edited = admin(mock, "GET", stub, "")
                    .body()
                    .replace("[101,102]", "[101,105]")
                    .replace("const\\\":102", "const\\\":105")
                    .replaceFirst("\"status\" : 200", "\"status\" : 418");
            admin(mock, "PUT", stub, edited);

            assertThat(post(mock, "{\"result_ids\": [105, 101], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isEqualTo(418);
            assertThat(post(mock, "{\"result_ids\": [101, 103], \"metric_ids\": [11, 12]}")
                            .statusCode())
                    .isNotEqualTo(418);
        }
    }

    @Test
    void refusedRequestsAreInTheJournalToo() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            post(mock, "{\"result_ids\": [], \"metric_ids\": [11]}");
            get(mock, "/test_framework/v1/nowhere/");

            assertThat(admin(mock, "POST", "requests/count", "{\"url\": \"/test_framework/v1/nowhere/\"}")
                            .body())
                    .contains("\"count\" : 1");
            assertThat(journal(mock)).isEqualTo(2);
        }
    }

    @Test
    void theJournalKeepsTheLastRequestsAndNoMore() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (int i = 0; i < 1005; i++) {
                get(mock, "/test_framework/v1/results/101/?number=" + i);
            }

            assertThat(journal(mock)).isEqualTo(1000);
            assertThat(admin(mock, "GET", "requests?limit=1", "").body()).contains("number=1004");
        }
    }

    @Test
    void theJournalKeepsFewerRequestsOfLargeBodies() throws Exception {
        String large =
                "{\"note\": \"%s\", \"result_ids\": [101], \"metric_ids\": [11]}".formatted("x".repeat(1_000_000));
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(post(mock, large).statusCode()).isEqualTo(200);
            }

            assertThat(journal(mock)).isEqualTo(8);
        }
    }

    @Test
    void theFrontPageLeadsToTheContractAndTheGuide() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(get(mock, "/").body()).contains("/openapi.yaml", "/STUBS.md", "/__admin/mappings");
            assertThat(get(mock, "/openapi.yaml").body()).startsWith("openapi: 3.1");
            assertThat(get(mock, "/openapi.yaml").headers().firstValue("Content-Type"))
                    .hasValue("application/yaml;charset=UTF-8");
            assertThat(get(mock, "/STUBS.md").body()).startsWith("# The stubs of Reevaluate");
            assertThat(admin(mock, "GET", "mappings?limit=1", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLineARequestTellsWhoAnsweredAndNoSecret() throws Exception {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (Mock mock = Mock.start(Options.parse("--port=0", "--verbose"), lines)) {
            post(mock, "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}");
            post(mock, "{\"result_ids\": [105, 101, 103], \"metric_ids\": [12]}");
            post(mock, "{\"result_ids\": [], \"metric_ids\": [11]}");
            get(mock, "/test_framework/v1/results/?search=secret");
            get(mock, "/test_framework/v1/a%0Aforged%20line/");
            send(request(mock, "/test_framework/v1/results/101/").header("Prefer", "code=503"));
            get(mock, "/elsewhere");
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
            HttpResponse<String> preflight = send(request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                    .header("Origin", listed)
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "X-CEKURA-API-KEY,Prefer,Content-Type")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(listed);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .isPresent();

            HttpRequest.Builder read = request(mock, "/test_framework/v1/results/101/");
            assertThat(send(read.setHeader("Origin", listed)).headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(listed);
            HttpResponse<String> other = send(read.setHeader("Origin", "https://elsewhere.example"));
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            assertThat(send(request(mock, "/test_framework/v1/results/101/").header("Origin", listed))
                            .headers()
                            .map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void theCallerChoosesTheAnswer() throws Exception {
        String body = "{\"result_ids\": [101, 102], \"metric_ids\": [11, 12]}";
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            HttpResponse<String> away = post(mock, "code=503", body);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(away.body()).startsWith("{\"detail\":\"Service temporarily unavailable");

            assertThat(post(mock, "respond-async, code=200", "no JSON").statusCode())
                    .isEqualTo(200);
            assertThat(post(mock, "code=401", body).statusCode()).isEqualTo(401);
            assertThat(post(mock, "respond-async", body).statusCode()).isEqualTo(200);

            HttpResponse<String> none = post(mock, "code=418", body);
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body())
                    .isEqualTo("{\"detail\":\"No contract answers 418 here. Contracts answer "
                            + "200, 400, 401, 403, 405, 413, 415, 422, 503.\"}");
        }
    }

    private static int journal(Mock mock) throws IOException, InterruptedException {
        String total = admin(mock, "GET", "requests?limit=1", "").body();
        Matcher matcher = Pattern.compile("\"total\" : (\\d+)").matcher(total);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
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

    private static HttpResponse<String> admin(Mock mock, String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(mock.url() + "/__admin/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(Mock mock, String body) throws IOException, InterruptedException {
        return send(request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> post(Mock mock, String preference, String body)
            throws IOException, InterruptedException {
        return send(request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                .header("Content-Type", "application/json")
                .header("Prefer", preference)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(Mock mock, String path) throws IOException, InterruptedException {
        return send(request(mock, path));
    }

    private static HttpRequest.Builder request(Mock mock, String path) {
        return HttpRequest.newBuilder(URI.create(mock.url() + path)).header("X-CEKURA-API-KEY", "demo-key");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
