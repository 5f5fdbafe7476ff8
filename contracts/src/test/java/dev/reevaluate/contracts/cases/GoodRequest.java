package dev.reevaluate.contracts.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that is accepted on the demo workspace, which the cases change one thing of.
 *
 * @param plain it, with no more than what is required
 * @param body what its body says; missing where the operation takes none
 */
record GoodRequest(Operation operation, Request plain, JsonNode body) {

    private static final byte[] NO_BODY = {};
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    static GoodRequest of(Operation operation, Keys keys) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        operation.keyHeaders().forEach(header -> headers.put(header, List.of(keys.all())));
        Texts.written(required(operation, "header"))
                .forEach(header -> headers.put(header.getKey(), List.of(header.getValue())));
        Request request = new Request(
                operation.method(),
                path(operation, required(operation, "path")),
                MediaType.urlencoded(required(operation, "query")),
                headers,
                NO_BODY);
        JsonNode body = operation.bodies().values().stream()
                .findFirst()
                .map(schema -> body(operation, schema))
                .orElse(JsonNodeFactory.instance.missingNode());
        GoodRequest good = new GoodRequest(operation, request, body);
        return operation.bodies().keySet().stream()
                .findFirst()
                .map(type -> new GoodRequest(operation, good.withBody(type, body), body))
                .orElse(good);
    }

    Request withBody(String mediaType, JsonNode value) {
        MediaType type = MediaType.named(mediaType);
        return plain.withBody(type.contentType(), type.written(value));
    }

    Request withQuery(JsonNode parameters) {
        return plain.withQuery(MediaType.urlencoded(parameters));
    }

    Request withPath(JsonNode parameters) {
        return plain.withPath(path(operation, parameters));
    }

    /** With these header parameters, and no others. */
    Request withHeaders(JsonNode parameters) {
        Request request = plain;
        for (String name : operation.parameters("header").path("properties").propertyNames()) {
            request = request.withoutHeader(name);
        }
        for (Map.Entry<String, String> header : Texts.written(parameters)) {
            request = request.withHeader(header.getKey(), header.getValue());
        }
        return request;
    }

    /** The parameters of the place that must be there. */
    static ObjectNode required(Operation operation, String in) {
        JsonNode schema = operation.parameters(in);
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        schema.path("required")
                .forEach(name -> required.set(
                        name.asString(),
                        known(
                                operation,
                                name.asString(),
                                Sample.of(
                                        operation.api(),
                                        schema.path("properties").path(name.asString())))));
        return required;
    }

    private static JsonNode body(Operation operation, JsonNode schema) {
        return operation.bodyExamples().values().stream()
                .findFirst()
                .orElseGet(() -> known(operation, "requestBody", Sample.of(operation.api(), schema)));
    }

    private static JsonNode known(Operation operation, String what, Sample sample) {
        if (!sample.known()) {
            throw new UnknownToTheCases("`%s` without an example at %s: give one that the demo workspace has"
                    .formatted(what, operation.name()));
        }
        return sample.value();
    }

    private static String path(Operation operation, JsonNode parameters) {
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(parameter -> Matcher.quoteReplacement(
                        MediaType.encoded(parameters.path(parameter.group(1)).asString())
                                // A plus sign stands for a blank in a query only
                                .replace("+", "%20")));
    }
}
