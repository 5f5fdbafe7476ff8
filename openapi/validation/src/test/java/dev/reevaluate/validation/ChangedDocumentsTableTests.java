package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whatever {@code changed-documents.yaml} writes into a document is served: right values pass, and wrong ones are refused. */
class ChangedDocumentsTableTests {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode TABLE = new YAMLMapper()
            .readTree(Objects.requireNonNull(
                    ChangedDocumentsTableTests.class.getResourceAsStream("/changed-documents.yaml")));

    /** A value, sent to the operation of a changed document. */
    record Sent(
            OpenApiContract contract,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            String body,
            boolean right,
            String name) {

        @Override
        public String toString() {
            return name + (right ? " is right" : " is wrong");
        }
    }

    @ParameterizedTest
    @MethodSource({"bodies", "parameters"})
    void aRightValuePassesAndAWrongOneIsRefused(Sent sent) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(sent.headers());
        Request request = new Request(
                "POST",
                sent.path(),
                sent.query(),
                name -> Stream.ofNullable(headers.get(name)).toList(),
                -1,
                new ByteArrayInputStream(sent.body().getBytes(StandardCharsets.UTF_8)));
        @Nullable Integer refused = null;
        try {
            new RequestValidator(sent.contract(), 1_000_000).validate(request, false);
        } catch (RequestRefusedException e) {
            refused = e.status();
        }

        assertThat(refused).isEqualTo(sent.right() ? null : sent.path().equals("/shop/") ? 400 : 404);
    }

    static Stream<Sent> bodies() {
        return TABLE.path("bodies").valueStream().flatMap(change -> {
            ObjectNode operation = MAPPER.createObjectNode();
            ObjectNode content =
                    operation.putObject("requestBody").put("required", true).putObject("content");
            for (String type : change.has("json_only") ? List.of(JSON) : List.of(JSON, FORM, MULTIPART)) {
                content.putObject(type).set("schema", change.path("body"));
                if (change.has("encoding") && !type.equals(JSON)) {
                    ((ObjectNode) content.path(type)).set("encoding", change.path("encoding"));
                }
            }
            OpenApiContract contract = contract("/shop/", operation);
            return Stream.of(true, false).flatMap(right -> {
                String verdict = right ? "right" : "wrong";
                return Stream.concat(
                        change.path("json")
                                .path(verdict)
                                .valueStream()
                                .map(value -> body(change, contract, JSON, value.toString(), right)),
                        change.path("form")
                                .path(verdict)
                                .valueStream()
                                .map(JsonNode::asString)
                                .flatMap(form -> Stream.of(
                                        body(change, contract, FORM, form, right),
                                        body(change, contract, MULTIPART + "; boundary=cut", multipart(form), right))));
            });
        });
    }

    static Stream<Sent> parameters() {
        return TABLE.path("parameters").valueStream().flatMap(change -> {
            ObjectNode operation = MAPPER.createObjectNode();
            ObjectNode parameter = operation.putArray("parameters").addObject().put("name", "n");
            change.properties().forEach(field -> parameter.set(field.getKey(), field.getValue()));
            String in = change.path("in").asString();
            if (in.equals("path")) {
                parameter.put("required", true);
            }
            OpenApiContract contract = contract(in.equals("path") ? "/shop/{n}/" : "/shop/", operation);
            return Stream.of(true, false)
                    .flatMap(right -> change.path(right ? "right" : "wrong")
                            .valueStream()
                            .map(value -> parameter(change, contract, in, value.asString(), right)));
        });
    }

    private static Sent body(JsonNode change, OpenApiContract contract, String type, String body, boolean right) {
        return new Sent(
                contract, "/shop/", null, Map.of("Content-Type", type), body, right, named(change, type + " " + body));
    }

    private static Sent parameter(JsonNode change, OpenApiContract contract, String in, String value, boolean right) {
        Map<String, String> headers = switch (in) {
            case "header" -> Map.of("n", value);
            case "cookie" -> Map.of("Cookie", value);
            default -> Map.of();
        };
        String path = in.equals("path") ? "/shop/" + URLDecoder.decode(value, StandardCharsets.UTF_8) + "/" : "/shop/";
        return new Sent(contract, path, in.equals("query") ? value : null, headers, "", right, named(change, value));
    }

    private static String named(JsonNode change, String value) {
        return change.path("change").asString() + ": " + value;
    }

    private static OpenApiContract contract(String path, ObjectNode operation) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("openapi", "3.1.0").putObject("info").put("title", "Shop").put("version", "v1");
        document.putArray("security").addObject().putArray("key");
        document.putObject("paths").putObject(path).set("post", operation);
        document.set("components", TABLE.path("components"));
        return OpenApiContract.served(document.toString(), none -> Optional.empty());
    }

    private static String multipart(String form) {
        StringBuilder parts = new StringBuilder();
        for (String field : form.split("&", -1)) {
            String[] nameAndValue = field.split("=", 2);
            parts.append("--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(decoded(nameAndValue[0]), decoded(nameAndValue[1])));
        }
        return parts + "--cut--\r\n";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
