package dev.reevaluate.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.json.JsonMapper;

/** Bodies and queries near the edge between right and wrong, where most are wrong in one place, and some are right. */
final class Bodies {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEMO = "101,102,103,106,901,503,11,12,16,92";

    private Bodies() {}

    static Arbitrary<String> json() {
        Arbitrary<String> field = Arbitraries.frequencyOf(Tuple.of(5, ids()), Tuple.of(1, value()));
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of("result_ids", "metric_ids")),
                Tuple.of(1, Arbitraries.of("Result_ids", "non_field_errors", "__proto__", "")),
                Tuple.of(1, text()));
        // Names repeat now and then
        Arbitrary<String> object = Combinators.combine(name, field)
                .as((key, value) -> JSON.writeValueAsString(key) + ":" + value)
                .list()
                .ofMaxSize(4)
                .map(fields -> "{" + String.join(",", fields) + "}");
        Arbitrary<String> right =
                Combinators.combine(ids(), ids()).as("{\"result_ids\": %s, \"metric_ids\": %s}"::formatted);
        return Arbitraries.frequencyOf(
                Tuple.of(4, right), Tuple.of(4, object), Tuple.of(1, value()), Tuple.of(1, nested()));
    }

    static Arbitrary<String> form() {
        Arbitrary<String> pair = Combinators.combine(
                        name(), formValue(), Arbitraries.of("%s=%s", "%s=%s", "%s%s", "=%s%s"))
                .as((name, value, how) -> how.formatted(name, value));
        return pair.list().ofMaxSize(8).map(pairs -> String.join("&", pairs));
    }

    static Arbitrary<String> formTypes() {
        return Arbitraries.of("", ";charset=UTF-8", "; charset=iso-8859-1", "; charset=utf-16", ";x=\"y;z\"")
                .map(parameter -> Http.FORM + parameter);
    }

    static Arbitrary<String> multipart() {
        Arbitrary<String> head = Arbitraries.of(
                "Content-Disposition: form-data; name=\"%s\"",
                "content-disposition: form-data; name=%s",
                "Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"%s\"",
                "Content-Disposition: form-data; name=\"%s\"; filename=\"a\"",
                "Content-Disposition: form-data; x=\"%s\"",
                "X: %s");
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just("\r\n")), Tuple.of(1, Arbitraries.of("\n", "\r", "")));
        Arbitrary<String> part = Combinators.combine(head, name(), formValue(), line)
                .as((how, name, value, end) -> "--cut" + end + how.formatted(name) + end + end + value + end);
        Arbitrary<String> end = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("--cut--\r\n")),
                Tuple.of(1, Arbitraries.of("--cut--", "--cut", "", "--other--\r\n")));
        return Combinators.combine(part.list().ofMaxSize(6), end).as((parts, last) -> String.join("", parts) + last);
    }

    static Arbitrary<String> multipartTypes() {
        return Arbitraries.of(
                Http.MULTIPART,
                "multipart/form-data; charset=UTF-8; boundary=\"cut\"",
                "Multipart/Form-Data; BOUNDARY=cut",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data");
    }

    static Arbitrary<String> mediaTypes() {
        return Arbitraries.of(Http.JSON, Http.FORM, Http.MULTIPART);
    }

    /** A body that would be right, with a few bytes of it taken out and others put in. */
    static Arbitrary<byte[]> damaged() {
        Arbitrary<String> whole = Arbitraries.of(
                "{\"result_ids\": [101, 102], \"metric_ids\": [11]}",
                "result_ids=101&metric_ids=11&result_ids[0]=%31",
                Http.parts("result_ids", "101", "metric_ids", "11"));
        return Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(6))
                .as((text, at, cut, put) -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    int from = Math.min(at, bytes.length);
                    byte[] damaged = Arrays.copyOf(bytes, from + put.length);
                    System.arraycopy(put, 0, damaged, from, put.length);
                    byte[] rest = Arrays.copyOfRange(bytes, Math.min(from + cut, bytes.length), bytes.length);
                    byte[] all = Arrays.copyOf(damaged, damaged.length + rest.length);
                    System.arraycopy(rest, 0, all, damaged.length, rest.length);
                    return all;
                });
    }

    static Arbitrary<String> reads() {
        Arbitrary<String> path = Arbitraries.of(
                "/test_framework/v1/results/",
                "/test_framework/v1/results/101/",
                "/test_framework/v1/runs/bulk/",
                "/test_framework/v1/metrics/",
                "/test_framework/billing/info/");
        Arbitrary<String> name = Arbitraries.of(
                "page", "page_size", "agent_id", "project_id", "search", "run_ids", "organization_id", "other");
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of(
                        "1", "2", "0", "-1", "101,1001", "1001", "", "+1", "0x1", "1e2", "%25", "%00", "9".repeat(25)),
                Arbitraries.integers().map(String::valueOf),
                text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)));
        return Combinators.combine(
                        path,
                        Combinators.combine(name, value)
                                .as("%s=%s"::formatted)
                                .list()
                                .ofMaxSize(4))
                .as((to, query) -> query.isEmpty() ? to : to + "?" + String.join("&", query));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of("result_ids", "metric_ids")),
                Tuple.of(3, Arbitraries.of("result_ids[0]", "metric_ids[0]", "result_ids[7]", "result_ids%5B1%5D")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "result_ids[]", "result_ids[-1]", "result_ids[99999999999]", "metric%5Fids", "")),
                Tuple.of(1, text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))));
    }

    private static Arbitrary<String> formValue() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(List.of(DEMO.split(",", -1)))),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "", "1e2", "101.0", "1e400", "-1", "007", "0x1", "%31", "%zz", "%", "+1", "NaN", "1,2",
                                "[1]")),
                Tuple.of(1, text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(6)));
    }

    private static Arbitrary<String> ids() {
        Arbitrary<String> id = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(List.of(DEMO.split(",", -1)))),
                Tuple.of(
                        2,
                        Arbitraries.of("1.01e2", "101.0", "0", "-1", "-0", "9223372036854775808", "1e400", "1E-400")),
                Tuple.of(1, scalar()));
        return Arbitraries.frequencyOf(
                        Tuple.of(20, id.list().ofMaxSize(4)),
                        Tuple.of(1, id.list().ofMinSize(99).ofMaxSize(103)))
                .map(List::toString);
    }

    private static Arbitrary<String> value() {
        return Arbitraries.recursive(
                Bodies::scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(List::toString),
                        inner.map("{\"result_ids\": %s}"::formatted),
                        inner.map("{\"\\u0000\": %s}"::formatted)),
                0,
                3);
    }

    private static Arbitrary<String> nested() {
        return Combinators.combine(Arbitraries.integers().between(1, 3000), Arbitraries.of("[", "{\"a\":", "[[],"))
                .as((depth, open) -> "{\"result_ids\": " + open.repeat(depth));
    }

    private static Arbitrary<String> scalar() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "\"\"",
                        "-0.0",
                        "1e-9",
                        "1E+3",
                        "1e99999999",
                        "\"\\ud800\"",
                        "NaN",
                        "01"),
                Arbitraries.integers().between(1, 1200).map("9"::repeat),
                Arbitraries.bigDecimals().map(Object::toString),
                text().map(JSON::writeValueAsString));
    }

    /** Of all Unicode, surrogates and controls included. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(8);
    }
}
