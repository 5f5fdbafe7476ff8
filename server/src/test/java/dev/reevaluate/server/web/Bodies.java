package dev.reevaluate.server.web;

import static dev.reevaluate.server.testing.Generator.frequencies;
import static dev.reevaluate.server.testing.Generator.weighted;

import dev.reevaluate.server.testing.Generator;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Bodies and queries near the edge between right and wrong, where most are wrong in one place, and some are right. */
final class Bodies {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEMO = "101,102,103,106,901,503,11,12,16,92";

    private Bodies() {}

    static Generator<String> json() {
        Generator<String> field = frequencies(weighted(5, ids()), weighted(1, value()));
        Generator<String> name = frequencies(
                weighted(8, Generator.of("result_ids", "metric_ids")),
                weighted(1, Generator.of("Result_ids", "non_field_errors", "__proto__", "")),
                weighted(1, text()));
        // Names repeat now and then
        Generator<String> object = name.with(field, (key, value) -> JSON.writeValueAsString(key) + ":" + value)
                .list(0, 4)
                .map(fields -> "{" + String.join(",", fields) + "}");
        Generator<String> right = ids().with(ids(), "{\"result_ids\": %s, \"metric_ids\": %s}"::formatted);
        return frequencies(weighted(4, right), weighted(4, object), weighted(1, value()), weighted(1, nested()));
    }

    static Generator<String> form() {
        Generator<String> how = Generator.of("%s=%s", "%s=%s", "%s%s", "=%s%s");
        Generator<String> pair = random ->
                how.next(random).formatted(name().next(random), formValue().next(random));
        return pair.list(0, 8).map(pairs -> String.join("&", pairs));
    }

    static Generator<String> formTypes() {
        return Generator.of(
                        "",
                        ";charset=UTF-8",
                        "; charset=iso-8859-1",
                        "; charset=utf-16",
                        ";x=\"y;z\"",
                        ";charset=",
                        "; x=",
                        ";charset=\"\"",
                        ";;")
                .map(parameter -> Http.FORM + parameter);
    }

    static Generator<String> multipart() {
        Generator<String> head = Generator.of(
                "Content-Disposition: form-data; name=\"%s\"",
                "content-disposition: form-data; name=%s",
                "Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"%s\"",
                "Content-Disposition: form-data; name=\"%s\"; filename=\"a\"",
                "Content-Disposition: form-data; x=\"%s\"",
                "X: %s");
        Generator<String> line =
                frequencies(weighted(9, Generator.of("\r\n")), weighted(1, Generator.of("\n", "\r", "")));
        Generator<String> part = random -> {
            String end = line.next(random);
            String field = head.next(random).formatted(name().next(random));
            return "--cut" + end + field + end + end + formValue().next(random) + end;
        };
        Generator<String> end = frequencies(
                weighted(6, Generator.of("--cut--\r\n")),
                weighted(1, Generator.of("--cut--", "--cut", "", "--other--\r\n")));
        return part.list(0, 6).with(end, (parts, last) -> String.join("", parts) + last);
    }

    static Generator<String> multipartTypes() {
        return Generator.of(
                Http.MULTIPART,
                "multipart/form-data; charset=UTF-8; boundary=\"cut\"",
                "Multipart/Form-Data; BOUNDARY=cut",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data");
    }

    static Generator<String> mediaTypes() {
        return Generator.of(Http.JSON, Http.FORM, Http.MULTIPART);
    }

    /** A body that would be right, with a few bytes of it taken out and others put in. */
    static Generator<byte[]> damaged() {
        Generator<String> whole = Generator.of(
                "{\"result_ids\": [101, 102], \"metric_ids\": [11]}",
                "result_ids=101&metric_ids=11&result_ids[0]=%31",
                Http.parts("result_ids", "101", "metric_ids", "11"));
        Generator<Integer> places = Generator.between(0, 60);
        Generator<Integer> lengths = Generator.between(0, 8);
        return random -> {
            byte[] bytes = whole.next(random).getBytes(StandardCharsets.UTF_8);
            int from = Math.min(places.next(random), bytes.length);
            int to = Math.min(from + lengths.next(random), bytes.length);
            byte[] put = new byte[random.nextInt(7)];
            random.nextBytes(put);
            byte[] damaged = Arrays.copyOf(bytes, from + put.length + bytes.length - to);
            System.arraycopy(put, 0, damaged, from, put.length);
            System.arraycopy(bytes, to, damaged, from + put.length, bytes.length - to);
            return damaged;
        };
    }

    static Generator<String> reads() {
        Generator<String> path = Generator.of(
                "/test_framework/v1/results/",
                "/test_framework/v1/results/101/",
                "/test_framework/v1/runs/bulk/",
                "/test_framework/v1/metrics/",
                "/test_framework/billing/info/");
        Generator<String> name = Generator.of(
                "page", "page_size", "agent_id", "project_id", "search", "run_ids", "organization_id", "other");
        Generator<String> value = Generator.oneOf(
                Generator.of(
                        "1", "2", "0", "-1", "101,1001", "1001", "", "+1", "0x1", "1e2", "%25", "%00", "9".repeat(25)),
                Generator.between(Integer.MIN_VALUE, Integer.MAX_VALUE).map(String::valueOf),
                text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)));
        Generator<List<String>> parameters =
                name.with(value, "%s=%s"::formatted).list(0, 4);
        return path.with(parameters, (to, query) -> query.isEmpty() ? to : to + "?" + String.join("&", query));
    }

    private static Generator<String> name() {
        return frequencies(
                weighted(10, Generator.of("result_ids", "metric_ids")),
                weighted(3, Generator.of("result_ids[0]", "metric_ids[0]", "result_ids[7]", "result_ids%5B1%5D")),
                weighted(
                        1,
                        Generator.of("result_ids[]", "result_ids[-1]", "result_ids[99999999999]", "metric%5Fids", "")),
                weighted(1, text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))));
    }

    private static Generator<String> formValue() {
        return frequencies(
                weighted(8, Generator.of(DEMO.split(",", -1))),
                weighted(
                        2,
                        Generator.of(
                                "", "1e2", "101.0", "1e400", "-1", "007", "0x1", "%31", "%zz", "%", "+1", "NaN", "1,2",
                                "[1]")),
                weighted(1, text().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))),
                weighted(1, Generator.ascii(6)));
    }

    private static Generator<String> ids() {
        Generator<String> id = frequencies(
                weighted(8, Generator.of(DEMO.split(",", -1))),
                weighted(2, Generator.of("1.01e2", "101.0", "0", "-1", "-0", "9223372036854775808", "1e400", "1E-400")),
                weighted(1, scalar()));
        return frequencies(weighted(20, id.list(0, 4)), weighted(1, id.list(99, 103)))
                .map(List::toString);
    }

    private static Generator<String> value() {
        Generator<String> value = scalar();
        for (int depth = 0; depth < 3; depth++) {
            Generator<String> inner = value;
            value = Generator.oneOf(
                    scalar(),
                    inner.list(0, 3).map(List::toString),
                    inner.map("{\"result_ids\": %s}"::formatted),
                    inner.map("{\"\\u0000\": %s}"::formatted));
        }
        return value;
    }

    private static Generator<String> nested() {
        return Generator.between(1, 3000)
                .with(Generator.of("[", "{\"a\":", "[[],"), (depth, open) -> "{\"result_ids\": " + open.repeat(depth));
    }

    private static Generator<String> scalar() {
        return Generator.oneOf(
                Generator.of(
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
                Generator.between(1, 1200).map("9"::repeat),
                Generator.between(-999_999, 999_999)
                        .with(
                                Generator.between(-400, 400),
                                (digits, scale) ->
                                        BigDecimal.valueOf(digits, scale).toString()),
                text().map(JSON::writeValueAsString));
    }

    /** Of all Unicode, surrogates and controls included. */
    private static Generator<String> text() {
        return Generator.text(8);
    }
}
