package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that no well-behaved client sends get an answer of the same kind, and change nothing. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTests {

    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=cut";
    private static final String RESULTS = "/test_framework/v1/results/";

    private static final String MALFORMED = "{\"non_field_errors\":[\"Malformed HTTP request.\"]}";
    private static final String BAD_QUERY =
            "{\"non_field_errors\":[\"Query parse error: malformed percent-encoding.\"]}";
    private static final String NO_KEY = detail("Authentication credentials were not provided.");
    private static final String NOT_FOUND = detail("Not found.");

    private final World world;
    private final int port;

    @Autowired
    WireTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"brokenHttp", "brokenBodies", "paths", "queries", "methods"})
    void isRefusedInJsonAndChangesNothing(String name, List<String> head, String body, int status, String expected)
            throws IOException {
        String before = world.everything();

        Wire.Answer answer = Wire.send(port, head, body);

        assertThat(answer.body()).isEqualTo(expected);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head() + "\r\n").contains("\r\nContent-Type: application/json\r\n");
        if (status == 405) {
            assertThat(answer.head() + "\r\n").contains("\r\nAllow: POST\r\n");
        }
        assertThat(world.everything()).isEqualTo(before);
    }

    static Stream<Arguments> brokenHttp() {
        return Stream.of(
                refused("no HTTP", List.of("hello"), 400, MALFORMED),
                refused("no host", List.of("POST " + BULK + " HTTP/1.1", KEY), 400, MALFORMED),
                refused(
                        "a blank before the colon",
                        head("POST " + BULK, "X-CEKURA-API-KEY : demo-key", JSON),
                        400,
                        MALFORMED),
                refused("a control character in the key", head("POST " + BULK, KEY + "\u0001"), 400, MALFORMED),
                refused(
                        "a header of 9,000 bytes",
                        head("POST " + BULK, "X: " + "x".repeat(9_000)),
                        431,
                        detail("Request Header Fields Too Large.")),
                refused(
                        "a path of 9,000 bytes",
                        head("GET " + RESULTS + "?search=" + "x".repeat(9_000)),
                        414,
                        detail("URI Too Long.")),
                refused(
                        "a body that is said to be compressed",
                        head("POST " + BULK, KEY, JSON, "Content-Encoding: gzip", "Content-Length: 0"),
                        415,
                        detail("Unsupported content coding \\\"gzip\\\" in request. Send the body as it is.")),
                refused("a negative length", head("POST " + BULK, KEY, JSON, "Content-Length: -1"), 400, MALFORMED),
                refused(
                        "an encoding of the transfer that is unknown",
                        head("POST " + BULK, KEY, JSON, "Transfer-Encoding: gzip"),
                        501,
                        detail("Not Implemented.")),
                refused(
                        "an expectation that is unknown",
                        head("POST " + BULK, KEY, JSON, "Expect: tea"),
                        417,
                        detail("Expectation Failed.")),
                refused("an empty key", head("POST " + BULK, "X-CEKURA-API-KEY:", JSON), 401, NO_KEY),
                refused("the key in the query", head("POST " + BULK + "?X-CEKURA-API-KEY=demo-key", JSON), 401, NO_KEY),
                refused(
                        "a media type that is none",
                        head("POST " + BULK, KEY, "Content-Type: json", "Content-Length: 0"),
                        415,
                        detail("Unsupported media type \\\"json\\\" in request.")));
    }

    static Stream<Arguments> brokenBodies() {
        return Stream.of(
                        arguments("JSON", JSON, VALID.substring(0, 20)),
                        arguments("a form", FORM, "result_ids=101&metric"),
                        arguments(
                                "multipart",
                                MULTIPART,
                                Http.parts("result_ids", "101").replace("--cut--", "")))
                .flatMap(kind -> {
                    Object[] of = kind.get();
                    return Stream.of(
                            arguments(
                                    of[0] + " that ends early",
                                    head("POST " + BULK, KEY, (String) of[1], "Content-Length: 1000"),
                                    of[2],
                                    400,
                                    MALFORMED),
                            arguments(
                                    of[0] + " in chunks that are none",
                                    head("POST " + BULK, KEY, (String) of[1], "Transfer-Encoding: chunked"),
                                    "zz\r\n" + of[2],
                                    400,
                                    MALFORMED));
                });
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                refused("a broken escape", get(RESULTS + "%zz/"), 400, MALFORMED),
                refused("an escaped slash", get(RESULTS + "1%2F2/"), 400, MALFORMED),
                refused("angle brackets", get(RESULTS + "<101>/"), 400, MALFORMED),
                refused("a segment that is a semicolon's", get(RESULTS + "101/;a=b"), 404, NOT_FOUND),
                refused("an id in hexadecimal", get(RESULTS + "0x65/"), 404, NOT_FOUND),
                refused("an id with a plus sign", get(RESULTS + "+101/"), 404, NOT_FOUND),
                refused("an id with a blank inside", get(RESULTS + "1%2001/"), 404, NOT_FOUND),
                refused("an id beyond 64 bits", get(RESULTS + "9".repeat(20) + "/"), 404, NOT_FOUND),
                refused("two slashes at the end", get(BULK + "/"), 404, NOT_FOUND),
                refused(
                        "an escaped letter, without a key",
                        head("POST " + BULK.replace("/test", "/%74est"), JSON),
                        401,
                        NO_KEY),
                refused(
                        "a path parameter, without a key",
                        head("POST " + BULK.replace("framework/", "framework;a=b/"), JSON),
                        401,
                        NO_KEY));
    }

    static Stream<Arguments> queries() {
        String notAnInteger = "{\"page\":[\"A valid integer is required.\"]}";
        return Stream.of(
                refused("a broken escape in the query", get(RESULTS + "?search=%zz"), 400, BAD_QUERY),
                refused("no UTF-8 in the query", get(RESULTS + "?search=%ff"), 400, BAD_QUERY),
                refused("a broken escape where nobody looks", get(RESULTS + "?other=%zz"), 400, BAD_QUERY),
                refused("brackets in the query", get("/test_framework/v1/runs/bulk/?run_ids[]=1"), 400, MALFORMED),
                refused(
                        "a null character",
                        get(RESULTS + "?search=a%00"),
                        400,
                        "{\"search\":[\"Null characters are not allowed.\"]}"),
                refused("a page in hexadecimal", get(RESULTS + "?page=0x1"), 400, notAnInteger),
                refused("a page with blanks", get(RESULTS + "?page=%201"), 400, notAnInteger));
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                notAllowed("TRACE", head("TRACE " + BULK, KEY)),
                notAllowed("BREW", head("BREW " + BULK, KEY)),
                notAllowed("post", head("post " + BULK, KEY)),
                notAllowed("OPTIONS", head("OPTIONS " + BULK, KEY, "Origin: http://a.example", preflight("POST"))),
                notAllowed("GET", get(BULK.replace("bulk_", "bulk%5F"))),
                notAllowed("PUT", head("PUT " + BULK, KEY, FORM, "Content-Length: 3"), "%zz"),
                arguments(
                        "PUT of a broken form, without a key",
                        head("PUT " + BULK, FORM, "Content-Length: 3"),
                        "%zz",
                        401,
                        NO_KEY),
                refused("HEAD", head("HEAD " + BULK, KEY), 405, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"; charset=", "; x=", "; charset=\"\"", ";", "; x", "; charset=utf-8; y=\"a;b\""})
    void anOddParameterOfTheMediaTypeIsAsIfItWereNotThere(String parameter) throws IOException {
        String form = "result_ids=999&metric_ids=11";
        for (var sent : Map.of(JSON, VALID.replace("101", "999"), FORM, form).entrySet()) {
            List<String> head = head(
                    "POST " + BULK,
                    KEY,
                    sent.getKey() + parameter,
                    "Content-Length: " + sent.getValue().length());

            Wire.Answer answer = Wire.send(port, head, sent.getValue());

            // Read as far as its ids
            assertThat(answer.body()).contains("Invalid pk");
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void aListOf2500IdsIsReadAsOneOfTwoIs() throws IOException {
        Wire.Answer answer =
                Wire.send(port, get("/test_framework/v1/runs/bulk/?run_ids=" + "1,".repeat(2499) + "1"), "");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "OPTIONS", "BREW", "TRACE"})
    void thePageOfErrorsIsNoneToACaller(String method) throws IOException {
        Wire.Answer answer = Wire.send(port, head(method + " /error", KEY), "");

        assertThat(answer.body()).isEqualTo(NOT_FOUND);
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void aHeadIsAGetWithoutItsBody() throws IOException {
        Wire.Answer answer = Wire.send(port, head("HEAD " + RESULTS + "101/", KEY), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theBrokenQueryOfABulkRequestIsIgnoredAsAnyOther() throws IOException {
        List<String> head = head("POST " + BULK + "?a=%zz", KEY, JSON, "Content-Length: " + VALID.length());

        assertThat(Wire.send(port, head, VALID).status()).isEqualTo(200);
    }

    @Test
    void aPathIsReadDecoded() throws IOException {
        List<String> head =
                head("POST " + BULK.replace("/test", "/%74est"), KEY, JSON, "Content-Length: " + VALID.length());

        assertThat(Wire.send(port, head, VALID).status()).isEqualTo(200);
    }

    private static Arguments refused(String name, List<String> head, int status, String expected) {
        return arguments(name, head, "", status, expected);
    }

    private static Arguments notAllowed(String method, List<String> head) {
        return notAllowed(method, head, "");
    }

    private static Arguments notAllowed(String method, List<String> head, String body) {
        return arguments(method, head, body, 405, detail("Method \\\"%s\\\" not allowed.".formatted(method)));
    }

    private static List<String> get(String path) {
        return head("GET " + path, KEY);
    }

    private static String preflight(String method) {
        return "Access-Control-Request-Method: " + method;
    }

    private static String detail(String text) {
        return "{\"detail\":\"%s\"}".formatted(text);
    }
}
