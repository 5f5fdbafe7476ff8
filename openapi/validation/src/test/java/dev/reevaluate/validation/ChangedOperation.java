package dev.reevaluate.validation;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A change of {@code changed-documents.yaml}: an operation, and what is sent to it.
 *
 * @param method as the document writes it
 * @param path what its path ends with
 */
record ChangedOperation(String name, String method, String path, ObjectNode operation, List<Sent> sent) {

    static final JsonMapper JSON_MAPPER = new JsonMapper();
    private static final JsonNode TABLE = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(Objects.requireNonNull(ChangedOperation.class.getResourceAsStream("/changed-documents.yaml")));
    private static final Set<String> NO_PART_OF_A_PARAMETER = Set.of("change", "right", "wrong");

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final String JSON = "application/json";

    /**
     * What is sent.
     *
     * @param segment what the path ends with, encoded, and empty where it has no parameter
     */
    record Sent(String segment, String query, Map<String, String> headers, String body, boolean right) {

        /** Returns the request to an operation whose path begins like that. */
        Request to(String method, String path) {
            Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            named.putAll(headers);
            return new Request(
                    method.toUpperCase(Locale.ROOT),
                    path + decoded(segment),
                    query.isEmpty() ? null : query,
                    name -> Stream.ofNullable(named.get(name)).toList(),
                    -1,
                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns what the operations refer to. */
    static JsonNode components() {
        return TABLE.path("components");
    }

    static List<ChangedOperation> all() {
        return Stream.of(
                        TABLE.path("bodies").valueStream().map(ChangedOperation::body),
                        TABLE.path("parameters").valueStream().map(ChangedOperation::parameter),
                        TABLE.path("operations").valueStream().map(ChangedOperation::operation))
                .flatMap(changes -> changes)
                .toList();
    }

    private static ChangedOperation body(JsonNode change) {
        ObjectNode operation = JSON_MAPPER.createObjectNode();
        ObjectNode content =
                operation.putObject("requestBody").put("required", true).putObject("content");
        for (String type : change.has("json_only") ? List.of(JSON) : List.of(JSON, FORM, MULTIPART)) {
            content.putObject(type).set("schema", change.path("body"));
            if (change.has("encoding") && !type.equals(JSON)) {
                ((ObjectNode) content.path(type)).set("encoding", change.path("encoding"));
            }
        }
        return new ChangedOperation(change.path("change").asString(), "post", "", operation, bodies(change));
    }

    private static ChangedOperation operation(JsonNode change) {
        List<Sent> sent = bodies(change);
        for (String verdict : List.of("right", "wrong")) {
            change.at("/path_values/" + verdict)
                    .forEach(path -> sent.add(new Sent(path.asString(), "", Map.of(), "", verdict.equals("right"))));
        }
        return new ChangedOperation(
                change.path("change").asString(),
                change.path("method").asString(),
                change.path("path").asString(""),
                (ObjectNode) change.path("operation"),
                sent);
    }

    private static List<Sent> bodies(JsonNode change) {
        List<Sent> sent = new ArrayList<>();
        for (String verdict : List.of("right", "wrong")) {
            boolean right = verdict.equals("right");
            change.at("/json/" + verdict).forEach(value -> sent.add(body(JSON, value.toString(), right)));
            change.at("/form/" + verdict).forEach(form -> {
                sent.add(body(FORM, form.asString(), right));
                sent.add(body(MULTIPART + "; boundary=cut", multipart(form.asString()), right));
            });
        }
        return sent;
    }

    private static Sent body(String type, String body, boolean right) {
        return new Sent("", "", Map.of("Content-Type", type), body, right);
    }

    private static ChangedOperation parameter(JsonNode change) {
        ObjectNode operation = JSON_MAPPER.createObjectNode();
        ObjectNode parameter = operation.putArray("parameters").addObject().put("name", "n");
        change.properties().stream()
                .filter(field -> !NO_PART_OF_A_PARAMETER.contains(field.getKey()))
                .forEach(field -> parameter.set(field.getKey(), field.getValue()));
        String in = change.path("in").asString();
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        List<Sent> sent = new ArrayList<>();
        for (String verdict : List.of("right", "wrong")) {
            change.path(verdict).forEach(value -> sent.add(parameter(in, value.asString(), verdict.equals("right"))));
        }
        String name = change.path("change").asString() + " in " + in;
        return new ChangedOperation(name, "post", in.equals("path") ? "{n}/" : "", operation, sent);
    }

    private static Sent parameter(String in, String value, boolean right) {
        return switch (in) {
            case "path" -> new Sent(value + "/", "", Map.of(), "", right);
            case "query" -> new Sent("", value, Map.of(), "", right);
            default -> new Sent("", "", Map.of(in.equals("cookie") ? "Cookie" : "n", value), "", right);
        };
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
