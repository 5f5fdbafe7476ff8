package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.OpenApiDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation of the document. */
public final class OperationUnderTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final Map<String, Set<Integer>> RANGES =
            Map.of("2XX", Set.of(200, 201, 202, 204), "3XX", Set.of(301, 302, 303, 304, 307, 308));

    private final ApiUnderTest api;
    private final String method;
    private final String path;
    private final JsonNode definition;
    private final List<NotSupported> notSupported = new ArrayList<>();
    private final Map<String, ParametersUnderTest> parameters = new LinkedHashMap<>();
    private final Map<String, Map<String, JsonNode>> pathExamples = new LinkedHashMap<>();
    private final List<BodyUnderTest> bodies = new ArrayList<>();

    OperationUnderTest(ApiUnderTest api, String method, String path, String pointer) {
        this.api = api;
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.definition = api.document().at(pointer);
        TestedOperations reader = new TestedOperations(api, name(), notSupported);
        ParametersUnderTest.PLACES.forEach(in -> parameters.put(in, reader.parameters(pointer, in)));
        pathExamples.putAll(reader.pathExamples(pointer));
        bodies.addAll(reader.bodies(definition));
        if (!ApiUnderTest.METHODS.contains(this.method)) {
            notSupported.add(new NotSupported(name(), "the method " + this.method, "clients do not send it"));
        }
    }

    /** What is answered beside another operation. */
    OperationUnderTest(ApiUnderTest api, OperationUnderTest beside, JsonNode definition) {
        this.api = api;
        this.method = beside.method;
        this.path = beside.path;
        this.definition = definition;
    }

    public String method() {
        return method;
    }

    /** With its parameters in braces. */
    public String path() {
        return path;
    }

    /** Returns the method and the path. */
    public String name() {
        return method + " " + path;
    }

    /** Returns what of it no cases are derived from, as far as its request's parts go. */
    List<NotSupported> notSupported() {
        return notSupported;
    }

    boolean isAt(String requested) {
        String[] literals = PARAMETER.split(path, -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(literals[0]));
        for (int i = 1; i < literals.length; i++) {
            regex.append("[^/]+").append(Pattern.quote(literals[i]));
        }
        return requested.matches(regex.toString());
    }

    /** Returns what stands in the path for its parameters. */
    public ObjectNode pathParameters(String requested) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        String[] declared = path.split("/", -1);
        String[] given = requested.split("/", -1);
        for (int i = 0; i < Math.min(declared.length, given.length); i++) {
            if (PARAMETER.matcher(declared[i]).matches()) {
                fields.add(Map.entry(declared[i].substring(1, declared[i].length() - 1), given[i]));
            }
        }
        return parameters("path").fields().read(fields);
    }

    boolean hasPathParameters() {
        return path.contains("{");
    }

    public ApiUnderTest api() {
        return api;
    }

    /** Returns the security schemes that open it: each element is one way, which needs all of its schemes. */
    public List<Map<String, JsonNode>> security() {
        JsonNode declared = definition.has("security")
                ? definition.path("security")
                : api.document().root().path("security");
        List<Map<String, JsonNode>> ways = new ArrayList<>();
        declared.forEach(requirement -> {
            Map<String, JsonNode> schemes = new LinkedHashMap<>();
            requirement
                    .propertyNames()
                    .forEach(name -> schemes.put(
                            name,
                            api.followed(api.document()
                                    .at("#/components/securitySchemes/" + OpenApiDocument.escaped(name)))));
            ways.add(schemes);
        });
        return ways;
    }

    /** Returns the credential of a security scheme that is sent in a header; empty where there is none, or elsewhere. */
    public Optional<String> credential(String name, Function<String, Optional<String>> headers) {
        return security().stream()
                .flatMap(way -> Optional.ofNullable(way.get(name)).stream())
                .findFirst()
                .map(SecurityScheme::of)
                .filter(scheme -> scheme.in().equals("header"))
                .flatMap(scheme -> headers.apply(scheme.name())
                        .filter(value -> value.startsWith(scheme.prefix()))
                        .map(value -> value.substring(scheme.prefix().length())));
    }

    boolean requiresBody() {
        return api.followed(definition.path("requestBody")).path("required").asBoolean(false);
    }

    /** Returns the bodies that it takes and that are tested, one for each media type. */
    public List<BodyUnderTest> bodies() {
        return bodies;
    }

    /** Returns the body in the media type. */
    public Optional<BodyUnderTest> body(String mediaType) {
        return bodies.stream()
                .filter(body -> body.mediaType().equals(mediaType))
                .findFirst();
    }

    /** Returns whether it takes a body of the media type, whether or not it is tested. */
    public boolean takes(String mediaType) {
        return content().has(mediaType);
    }

    /** Returns the examples of the body, whatever media type they are given for, by name. */
    Map<String, JsonNode> bodyExamples() {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        content().forEach(content -> {
            if (content.has("example")) {
                examples.putIfAbsent("example", content.path("example"));
            }
            content.path("examples")
                    .properties()
                    .forEach(example -> examples.put(
                            example.getKey(), api.followed(example.getValue()).path("value")));
        });
        return examples;
    }

    private JsonNode content() {
        return api.followed(definition.path("requestBody")).path("content");
    }

    /** Returns the parameters in one of the places. */
    public ParametersUnderTest parameters(String in) {
        return Objects.requireNonNull(parameters.get(in));
    }

    /** Returns the named examples of the path's parameters that have some. */
    Map<String, Map<String, JsonNode>> pathExamples() {
        return pathExamples;
    }

    /** Returns what the operation may answer, by status as it is written: a number, a range such as 4XX, or default. */
    public Map<String, JsonNode> responses() {
        Map<String, JsonNode> responses = new LinkedHashMap<>();
        definition
                .path("responses")
                .properties()
                .forEach(response -> responses.put(response.getKey(), api.followed(response.getValue())));
        return responses;
    }

    /** Returns what is declared for the status: by its number, else by its range, else by default. */
    public Optional<JsonNode> response(int status) {
        Map<String, JsonNode> responses = responses();
        for (String written : List.of(String.valueOf(status), status / 100 + "XX", "default")) {
            if (responses.containsKey(written)) {
                return Optional.of(responses.get(written));
            }
        }
        return Optional.empty();
    }

    /** Returns the headers that are declared for an answer of the status. */
    public List<String> headersOf(int status) {
        return response(status)
                .map(response -> List.copyOf(response.path("headers").propertyNames()))
                .orElse(List.of());
    }

    /** Returns the statuses that are declared among those of the list, and all of success, of which leading elsewhere is one. */
    Set<Integer> statuses(Set<Integer> others) {
        Set<Integer> statuses = new LinkedHashSet<>();
        responses().keySet().forEach(written -> {
            if (RANGES.containsKey(written)) {
                statuses.addAll(RANGES.get(written));
            } else if (written.startsWith("2") || written.startsWith("3")) {
                statuses.add(Integer.valueOf(written));
            }
        });
        if (statuses.isEmpty() && responses().containsKey("default")) {
            RANGES.values().forEach(statuses::addAll);
        }
        others.stream().filter(status -> response(status).isPresent()).forEach(statuses::add);
        return statuses;
    }

    @Override
    public String toString() {
        return name();
    }
}
