package dev.reevaluate.contracttests.cases;

import dev.reevaluate.contracttests.policy.Credentials;
import dev.reevaluate.contracttests.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that is accepted on the data that the document's examples speak of, which the cases change one thing of.
 *
 * @param plain it, with no more than what is required
 * @param body what its body says; missing where the operation takes none
 * @param known whether the document gives examples for all that it needs
 * @param way the security schemes that it satisfies, with what is known of their credentials
 */
record GoodRequest(
        OperationUnderTest operation,
        CaseRequest plain,
        JsonNode body,
        boolean known,
        Map<SecurityScheme, Credentials> way) {

    private static final byte[] NO_BODY = {};
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /**
     * Makes one.
     *
     * @throws UntestedOperationException when the document or the policy does not say how
     */
    static GoodRequest of(OperationUnderTest operation, Policy policy) {
        if (operation.statuses(Set.of()).isEmpty()) {
            throw new UntestedOperationException(
                    operation, "a good request", "no answer is declared that a request gets which is not refused");
        }
        Sample body = body(operation);
        boolean known = body.known();
        for (BodyUnderTest type : operation.bodies()) {
            fits(operation, type.mediaType(), type.schema(), body.value());
        }
        for (String in : ParametersUnderTest.PLACES) {
            ParametersUnderTest parameters = operation.parameters(in);
            fits(operation, in, parameters.schema(), required(operation, in));
            known &= parameters
                    .schema()
                    .path("required")
                    .valueStream()
                    .allMatch(name -> sample(parameters, name.asString()).known());
        }
        Map<SecurityScheme, Credentials> way = way(operation, policy);
        CaseRequest empty = new CaseRequest(operation.method(), operation.path(), "", Map.of(), NO_BODY);
        GoodRequest request = new GoodRequest(operation, empty, body.value(), known, way);
        for (Map.Entry<SecurityScheme, Credentials> scheme : way.entrySet()) {
            request = request.with(
                    scheme.getKey().sent(request.plain, scheme.getValue().full()));
        }
        for (String in : ParametersUnderTest.PLACES) {
            request = request.with(request.with(in, required(operation, in)));
        }
        Optional<BodyUnderTest> first = operation.bodies().stream().findFirst();
        return first.isEmpty() ? request : request.with(request.withBody(first.get(), body.value()));
    }

    // Of a value that its own schema refuses all cases would be wrong
    private static void fits(OperationUnderTest operation, String part, JsonNode schema, JsonNode value) {
        operation.api().requests().broken(schema, value).stream().findFirst().ifPresent(broken -> {
            throw new UntestedOperationException(
                    operation,
                    "a good request",
                    "its examples, or what is made up without them, break %s, %s".formatted(part, broken));
        });
    }

    private GoodRequest with(CaseRequest other) {
        return new GoodRequest(operation, other, body, known, way);
    }

    CaseRequest withBody(BodyUnderTest type, JsonNode value) {
        return plain.withBody(type.contentType(), type.written(value));
    }

    /** With these parameters in the place, and no others there. */
    CaseRequest with(String in, JsonNode values) {
        ParametersUnderTest parameters = operation.parameters(in);
        return switch (in) {
            case "query" ->
                plain.withQuery(
                        joined("&", credentialInQuery(), parameters.fields().urlencoded(values)));
            case "path" -> plain.withPath(path(values));
            case "header" -> withHeaders(parameters, values);
            default -> withCookies(parameters, values);
        };
    }

    private CaseRequest withHeaders(ParametersUnderTest parameters, JsonNode values) {
        CaseRequest request = plain;
        for (String name : parameters.names()) {
            request = request.withoutHeader(name);
        }
        for (Map.Entry<String, String> header : parameters.fields().written(values)) {
            request = request.withHeader(header.getKey(), header.getValue());
        }
        return request;
    }

    private CaseRequest withCookies(ParametersUnderTest parameters, JsonNode values) {
        if (parameters.isEmpty()) {
            return plain;
        }
        Map<String, String> cookies = new LinkedHashMap<>(plain.cookies());
        parameters.names().forEach(cookies::remove);
        parameters.fields().written(values).forEach(cookie -> cookies.put(cookie.getKey(), cookie.getValue()));
        return plain.withCookies(cookies);
    }

    // What is in the query before any parameter is
    private String credentialInQuery() {
        return way.keySet().stream()
                .filter(scheme -> scheme.in().equals("query"))
                .flatMap(scheme -> plain.queryParameter(scheme.name()).stream())
                .reduce("", (all, one) -> joined("&", all, one));
    }

    private static String joined(String separator, String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + separator + other;
    }

    /** Returns the parameters of the place that must be there. */
    static ObjectNode required(OperationUnderTest operation, String in) {
        ParametersUnderTest parameters = operation.parameters(in);
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        parameters
                .schema()
                .path("required")
                .forEach(name -> required.set(
                        name.asString(), sample(parameters, name.asString()).value()));
        return required;
    }

    static Sample sample(ParametersUnderTest parameters, String name) {
        // A text can't say null: an empty one counts as a parameter that was left out
        return Sample.otherThanNull(parameters.fields().schema().property(name));
    }

    private static Sample body(OperationUnderTest operation) {
        if (operation.bodies().isEmpty()) {
            if (operation.requiresBody()) {
                throw new UntestedOperationException(
                        operation, "its body", "it is required, and none of its media types is written");
            }
            return new Sample(JsonNodeFactory.instance.missingNode(), true);
        }
        return operation.bodyExamples().values().stream()
                .findFirst()
                .map(example -> new Sample(example, true))
                .orElseGet(() -> Sample.of(
                        operation.api().schema(operation.bodies().get(0).schema())));
    }

    // The first way in that all is known of
    private static Map<SecurityScheme, Credentials> way(OperationUnderTest operation, Policy policy) {
        if (operation.security().isEmpty()) {
            return Map.of();
        }
        for (Map<String, JsonNode> schemes : operation.security()) {
            Map<SecurityScheme, Credentials> way = new LinkedHashMap<>();
            schemes.forEach((name, scheme) -> {
                Credentials credentials = policy.credentials().get(name);
                if (credentials != null && SecurityScheme.isKnown(scheme)) {
                    way.put(SecurityScheme.of(scheme), credentials);
                }
            });
            if (way.size() == schemes.size()) {
                return way;
            }
        }
        throw new UntestedOperationException(
                operation,
                "the security schemes "
                        + operation.security().stream().map(Map::keySet).toList(),
                "the policy has credentials for none of them that can be sent");
    }

    private String path(JsonNode values) {
        Map<String, String> texts = new LinkedHashMap<>();
        operation
                .parameters("path")
                .fields()
                .written(values)
                .forEach(field -> texts.put(field.getKey(), field.getValue()));
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(parameter ->
                        Matcher.quoteReplacement(BodyFormat.encoded(texts.getOrDefault(parameter.group(1), ""))
                                // A plus sign stands for a blank in a query only
                                .replace("+", "%20")));
    }
}
