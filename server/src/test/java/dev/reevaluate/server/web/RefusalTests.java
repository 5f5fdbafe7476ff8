package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.FORM;
import static dev.reevaluate.server.web.Http.JSON;
import static dev.reevaluate.server.web.Http.MULTIPART;
import static dev.reevaluate.server.web.Http.bulk;
import static dev.reevaluate.server.web.Http.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a bulk request that breaks the contract gets: its status, its body to the letter, and no change at all. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTests {

    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String NOT_AN_OBJECT =
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got %s.\"]}";
    private static final String BOTH_REQUIRED =
            "{\"result_ids\":[\"This field is required.\"],\"metric_ids\":[\"This field is required.\"]}";

    private final World world;
    private final int port;

    @Autowired
    RefusalTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"shapes", "syntax", "forms", "rules"})
    void isRefusedAndChangesNothing(String name, Http.Request request, int status, String body)
            throws IOException, InterruptedException {
        String before = world.everything();

        HttpResponse<String> response = Http.send(port, request);

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
        assertThat(world.everything()).isEqualTo(before);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                json("no fields", "{}", BOTH_REQUIRED),
                json("an empty body", "", BOTH_REQUIRED),
                json("a missing field", "{\"result_ids\": [101]}", "{\"metric_ids\":[\"This field is required.\"]}"),
                json(
                        "null for a field",
                        "{\"result_ids\": null, \"metric_ids\": [11]}",
                        "{\"result_ids\":[\"This field may not be null.\"]}"),
                json(
                        "empty lists",
                        "{\"metric_ids\": [], \"result_ids\": []}",
                        "{\"result_ids\":[\"Ensure this field has at least 1 elements.\"],"
                                + "\"metric_ids\":[\"Ensure this field has at least 1 elements.\"]}"),
                json(
                        "101 ids, though all the same",
                        "{\"result_ids\": [%s], \"metric_ids\": [11]}".formatted(times(101, "101", ",")),
                        "{\"result_ids\":[\"Ensure this field has no more than 100 elements.\"]}"),
                notAList("\"101\"", "str"),
                notAList("101", "int"),
                notAList("1.5", "float"),
                notAList("true", "bool"),
                notAList("{}", "dict"),
                json(
                        "bad elements",
                        "{\"result_ids\": [101, \"12\", true, 1.5, \"\", [], {}, null], \"metric_ids\": [11]}",
                        "{\"result_ids\":["
                                + IntStream.rangeClosed(1, 6)
                                        .mapToObj(i -> "\"Item %d: A valid integer is required.\",".formatted(i))
                                        .collect(Collectors.joining())
                                + "\"Item 7: This field may not be null.\"]}"));
    }

    static Stream<Arguments> syntax() {
        return Stream.of(
                json("a list", "[1]", NOT_AN_OBJECT.formatted("list")),
                json("a text", "\"x\"", NOT_AN_OBJECT.formatted("str")),
                json("an integer", "5", NOT_AN_OBJECT.formatted("int")),
                json("a fraction", "1.5", NOT_AN_OBJECT.formatted("float")),
                json("a boolean", "true", NOT_AN_OBJECT.formatted("bool")),
                json("null", "null", "{\"non_field_errors\":[\"No data provided\"]}"),
                json("malformed", "{\"result_ids\": [1,}", parseError("line 1, column 19: unexpected character")),
                json("text after it", VALID + " x", parseError("line 1, column 43: unexpected character")),
                json("a second value", VALID + " 1", parseError("line 1, column 43: text after the value")),
                json("truncated", "{\"result_ids\": [1", parseError("line 1, column 18: unexpected end of input")),
                json("only blanks", "   ", parseError("unexpected end of input")),
                json("NaN", "{\"result_ids\": [NaN]}", parseError("line 1, column 20: unexpected character")),
                json(
                        "the same key twice",
                        "{\"result_ids\": [101], \"result_ids\": [101]}",
                        parseError("line 1, column 37: ambiguous, the same key appears twice in one object")),
                json("a byte order mark", "\uFEFF{}", parseError("line 1, column 1: byte order mark")),
                arguments(
                        "bytes that are not UTF-8",
                        bulk(JSON, new byte[] {'{', '"', (byte) 0xff, '"', '}'}),
                        400,
                        parseError("not UTF-8")),
                json("nested too deep", "[".repeat(2000), parseError("nested too deep, or a number too long")),
                json("too many digits", "[1e999999999]", parseError("nested too deep, or a number too long")),
                json("no exponent at all", "[1e99999999999999]", parseError("nested too deep, or a number too long")));
    }

    static Stream<Arguments> forms() {
        String notAnInteger = "{\"result_ids\":[\"Item 0: A valid integer is required.\"]}";
        return Stream.of(
                form("without fields", "", BOTH_REQUIRED),
                form("ids in one field", "result_ids=101,102&metric_ids=11", notAnInteger),
                form("a JSON list in one field", "result_ids=%5B101%5D&metric_ids=11", notAnInteger),
                form("an empty value", "result_ids=&metric_ids=11", notAnInteger),
                form(
                        "brackets without an index",
                        "result_ids[]=101&metric_ids=11",
                        "{\"result_ids\":[\"This field is required.\"]}"),
                form(
                        "broken percent-encoding",
                        "result_ids=%zz",
                        "{\"non_field_errors\":[\"Form parse error: malformed percent-encoding.\"]}"),
                arguments(
                        "form: a field in the query",
                        bulk(FORM, "metric_ids=11").at(BULK + "?result_ids=101"),
                        400,
                        "{\"result_ids\":[\"This field is required.\"]}"),
                multipart(
                        "101 parts",
                        parts(manyParts(101)),
                        "{\"result_ids\":[\"Ensure this field has no more than"
                                + " 100 elements.\"],\"metric_ids\":[\"This field is required.\"]}"),
                multipart(
                        "a file",
                        parts("metric_ids", "11")
                                .replace(
                                        "--cut--",
                                        "--cut\r\nContent-Disposition: form-data;"
                                                + " name=\"result_ids\"; filename=\"ids\"\r\n\r\n101\r\n--cut--"),
                        notAnInteger),
                multipart("without fields", "--cut--\r\n", BOTH_REQUIRED),
                multipart(
                        "without its boundary",
                        "result_ids=101&metric_ids=11",
                        "{\"non_field_errors\":[\"Multipart form parse error: the body does not follow its boundary.\"]}"),
                multipart(
                        "truncated",
                        "--cut\r\nContent-Disposition: form-data; name=\"result_ids\"\r\n\r\n101",
                        "{\"non_field_errors\":[\"Multipart form parse error: the body does not follow its boundary.\"]}"),
                arguments(
                        "multipart: no boundary named",
                        bulk("multipart/form-data", parts("result_ids", "101")),
                        400,
                        "{\"non_field_errors\":[\"Multipart form parse error: the Content-Type names no boundary.\"]}"));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                json(
                        "unknown, foreign and impossible ids",
                        "{\"result_ids\": [999, 101, 901, 9999999999999999999999], \"metric_ids\": [91, 11]}",
                        "{\"result_ids\":[" + unknown("999") + "," + unknown("901") + ","
                                + unknown("9999999999999999999999") + "],\"metric_ids\":[" + unknown("91") + "]}"),
                json(
                        "metrics out of scope",
                        "{\"result_ids\": [103, 105], \"metric_ids\": [16, 13]}",
                        "{\"metric_ids\":[\"Metric 16 is not enabled for agent 2.\",\"Metric 16 is not enabled for"
                                + " agent 3.\",\"Metric 13 is not enabled for agent 3.\"]}"),
                json(
                        "nothing eligible",
                        "{\"result_ids\": [106], \"metric_ids\": [11]}",
                        "{\"result_ids\":[\"None of the selected results has a completed or failed run.\"]}"),
                arguments(
                        "a balance that is too small",
                        bulk(JSON, "{\"result_ids\": [901], \"metric_ids\": [91, 92]}")
                                .key("other-key"),
                        400,
                        "{\"non_field_errors\":[\"Insufficient balance for this operation: 0.40 credits needed, 0.00"
                                + " available.\"]}"));
    }

    private static Arguments json(String name, String body, String expected) {
        return arguments("JSON: " + name, bulk(JSON, body), 400, expected);
    }

    private static Arguments form(String name, String body, String expected) {
        return arguments("form: " + name, bulk(FORM, body), 400, expected);
    }

    private static Arguments multipart(String name, String body, String expected) {
        return arguments("multipart: " + name, bulk(MULTIPART, body), 400, expected);
    }

    private static Arguments notAList(String value, String type) {
        return json(
                type + " for a list",
                "{\"result_ids\": %s, \"metric_ids\": [11]}".formatted(value),
                "{\"result_ids\":[\"Expected a list of items but got type \\\"%s\\\".\"]}".formatted(type));
    }

    private static String parseError(String kind) {
        return "{\"non_field_errors\":[\"JSON parse error: %s.\"]}".formatted(kind);
    }

    private static String unknown(String id) {
        return "\"Invalid pk \\\"%s\\\" - object does not exist.\"".formatted(id);
    }

    private static String times(int count, String text, String separator) {
        return Stream.generate(() -> text).limit(count).collect(Collectors.joining(separator));
    }

    private static String[] manyParts(int count) {
        return Stream.generate(() -> Stream.of("result_ids", "101"))
                .limit(count)
                .flatMap(part -> part)
                .toArray(String[]::new);
    }
}
