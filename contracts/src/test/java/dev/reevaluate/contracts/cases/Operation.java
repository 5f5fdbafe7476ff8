package dev.reevaluate.contracts.cases;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One operation of the document. */
public final class Operation {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    /** Where a parameter may be. */
    static final List<String> PLACES = List.of("query", "path", "header");

    // OpenAPI has a header parameter of these names ignored: other parts of the document describe them
    private static final Set<String> OTHERWISE_DESCRIBED = Set.of("accept", "content-type", "authorization");

    private final OpenApi api;
    private final String method;
    private final String path;
    private final JsonNode definition;

    Operation(OpenApi api, String method, String path, JsonNode definition) {
        this.api = api;
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.definition = definition;
        for (JsonNode parameter : definition.path("parameters")) {
            String in = api.followed(parameter).path("in").asString();
            if (!PLACES.contains(in)) {
                throw new UnknownToTheCases(
                        "a parameter in `%s` at %s: say in SchemaCases what cases it makes".formatted(in, name()));
            }
        }
    }

    public String method() {
        return method;
    }

    /** With its parameters in braces. */
    public String path() {
        return path;
    }

    /** The method and the path. */
    public String name() {
        return method + " " + path;
    }

    boolean isAt(String requested) {
        String[] literals = PARAMETER.split(path, -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(literals[0]));
        for (int i = 1; i < literals.length; i++) {
            regex.append("[^/]+").append(Pattern.quote(literals[i]));
        }
        return requested.matches(regex.toString());
    }

    /** What stands in the path for its parameters. */
    public ObjectNode pathParameters(String requested) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        String[] declared = path.split("/", -1);
        String[] given = requested.split("/", -1);
        for (int i = 0; i < Math.min(declared.length, given.length); i++) {
            if (PARAMETER.matcher(declared[i]).matches()) {
                fields.add(Map.entry(declared[i].substring(1, declared[i].length() - 1), given[i]));
            }
        }
        return Texts.read(api, parameters("path"), fields);
    }

    boolean hasPathParameters() {
        return path.contains("{");
    }

    public OpenApi api() {
        return api;
    }

    /** The names of the headers that open it. */
    public List<String> keyHeaders() {
        List<String> headers = new ArrayList<>();
        definition
                .path("security")
                .forEach(requirement -> requirement.propertyNames().forEach(name -> {
                    JsonNode scheme = api.securityScheme(name);
                    if (!scheme.path("in").asString("").equals("header")) {
                        throw new UnknownToTheCases(
                                "the security scheme `%s`: say in ProtocolCases what cases it makes".formatted(name));
                    }
                    headers.add(scheme.path("name").asString());
                }));
        return headers;
    }

    boolean requiresBody() {
        return api.followed(definition.path("requestBody")).path("required").asBoolean(false);
    }

    /** The schemas of the body, by media type. */
    public Map<String, JsonNode> bodies() {
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        api.followed(definition.path("requestBody"))
                .path("content")
                .properties()
                .forEach(content -> bodies.put(
                        content.getKey(), api.followed(content.getValue().path("schema"))));
        return bodies;
    }

    /** The named examples of the body, whatever media type they are given for. */
    Map<String, JsonNode> bodyExamples() {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        api.followed(definition.path("requestBody"))
                .path("content")
                .forEach(content -> content.path("examples")
                        .properties()
                        .forEach(example -> examples.put(
                                example.getKey(),
                                api.followed(example.getValue()).path("value"))));
        return examples;
    }

    /** The parameters in one of the places, as the schema of an object that they are the fields of. */
    public JsonNode parameters(String in) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (JsonNode written : definition.path("parameters")) {
            JsonNode parameter = api.followed(written);
            String name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals(in)
                    && (!in.equals("header") || !OTHERWISE_DESCRIBED.contains(name.toLowerCase(Locale.ROOT)))) {
                ObjectNode field =
                        (ObjectNode) api.followed(parameter.path("schema")).deepCopy();
                if (parameter.has("example")) {
                    field.set("example", parameter.path("example"));
                }
                properties.set(name, field);
                if (parameter.path("required").asBoolean(false)) {
                    schema.withArrayProperty("required").add(name);
                }
            }
        }
        return schema;
    }

    /** What the operation may answer, by status. */
    public Map<Integer, JsonNode> responses() {
        Map<Integer, JsonNode> responses = new LinkedHashMap<>();
        definition
                .path("responses")
                .properties()
                .forEach(response ->
                        responses.put(Integer.valueOf(response.getKey()), api.followed(response.getValue())));
        return responses;
    }

    /** What the document says against the answer, a sentence each. */
    public List<String> objectionsTo(Answer answer) {
        JsonNode response = responses().get(answer.status());
        if (response == null) {
            return List.of("openapi.yaml declares no %d for %s".formatted(answer.status(), name()));
        }
        List<String> objections = new ArrayList<>();
        response.path("headers").properties().forEach(header -> {
            Optional<String> value = answer.header(header.getKey());
            if (value.isEmpty()) {
                objections.add("the header %s is missing".formatted(header.getKey()));
            } else {
                JsonNode schema = api.followed(api.followed(header.getValue()).path("schema"));
                violations(schema, Texts.read(schema, value.get()))
                        .forEach(violation -> objections.add("header %s: %s".formatted(header.getKey(), violation)));
            }
        });
        body(response.path("content"), answer, objections);
        return objections;
    }

    private void body(JsonNode content, Answer answer, List<String> objections) {
        if (content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                objections.add("a body where none is declared: " + answer.body());
            }
            return;
        }
        JsonNode declared = content.path(answer.mediaType());
        if (declared.isMissingNode()) {
            objections.add("the media type \"%s\" is not declared".formatted(answer.mediaType()));
        } else if (!answer.bodiless()) {
            try {
                violations(declared.path("schema"), JSON.readTree(answer.body()))
                        .forEach(objections::add);
            } catch (JacksonException e) {
                objections.add("the body is not JSON: " + answer.body());
            }
        }
    }

    private List<String> violations(JsonNode schema, JsonNode value) {
        return api.violations(schema, value).stream().map(Error::toString).toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
