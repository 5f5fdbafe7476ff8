package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** Refuses by name what could be validated, but not served by the server and its generated code. */
final class ServerLimits {

    private static final Set<String> ANSWERED_BY_THE_SERVER = Set.of("head", "options", "trace");

    private static final Set<String> IGNORED_HEADERS = Set.of("accept", "content-type", "authorization");

    // What server and mock serve beside the contract, by the first segment
    private static final Set<String> PAGES =
            Set.of("", "openapi.yaml", "docs", "console", "actuator", "error", "__admin", "STUBS.md");

    private static final Pattern ALTERNATIVE = Pattern.compile("/(oneOf|anyOf)/\\d+$");

    private final OpenApiDocument document;
    private final Set<String> ids = new HashSet<>();

    ServerLimits(OpenApiDocument document) {
        this.document = document;
    }

    void check() {
        servers("#");
        for (String template : document.templates()) {
            String path = OperationReader.pointer(template);
            if (document.at(path).has("$ref")) {
                throw new UnsupportedSpecFeatureException(
                        path, "a $ref in place of a path", "the generator leaves its operations out");
            }
            if (PAGES.contains(template.split("/", -1)[1])) {
                throw new UnsupportedSpecFeatureException(
                        path, "the path " + template, "the server or the mock has pages of its own there");
            }
            servers(path);
            document.operations(template).forEach(this::operation);
        }
    }

    private void operation(String method, String at) {
        if (ANSWERED_BY_THE_SERVER.contains(method)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an operation " + method.toUpperCase(Locale.ROOT),
                    "the server answers this method itself, on each path");
        }
        String id = document.at(at).path("operationId").asString("");
        if (!id.isEmpty() && !ids.add(id)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "another operation " + id,
                    "each operationId names one: methods, tests and stubs are called by it");
        }
        servers(at);
        for (String declared : List.of(at.substring(0, at.lastIndexOf('/')), at)) {
            for (int i = 0; i < document.at(declared + "/parameters").size(); i++) {
                ignored(document.located(declared + "/parameters/" + i));
            }
        }
        document.parameters(at).forEach(parameter -> value(parameter + "/schema"));
        if (document.at(at).has("requestBody")) {
            body(document.located(at + "/requestBody") + "/content");
        }
        document.at(at).path("responses").propertyNames().forEach(status -> answer(at + "/responses/" + status));
    }

    private void ignored(String parameter) {
        String name = document.at(parameter).path("name").asString("");
        if (document.at(parameter).path("in").asString("").equals("header")
                && IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new UnsupportedSpecFeatureException(
                    parameter, "a parameter " + name, "OpenAPI ignores it, and the generated code would not");
        }
    }

    // A path of the document is a path of the server
    private void servers(String at) {
        for (JsonNode server : document.at(at).path("servers")) {
            String path = server.path("url").asString("").replaceFirst("^[^/]*//[^/]*", "");
            if (!path.isEmpty() && !path.equals("/")) {
                throw new UnsupportedSpecFeatureException(
                        at + "/servers",
                        "the path " + path + " of a server",
                        "requests come without it: write it into the paths");
            }
        }
    }

    private void body(String content) {
        List<String> types = List.copyOf(document.at(content).propertyNames());
        if (!types.isEmpty() && !types.get(0).equals(RequestBody.JSON)) {
            throw new UnsupportedSpecFeatureException(
                    content,
                    "a body that is " + types.get(0) + " in the first place",
                    "the generated method would take its fields apart: write " + RequestBody.JSON + " first");
        }
        types.forEach(type -> value(content + "/" + OpenApiDocument.escaped(type) + "/schema"));
    }

    private void answer(String status) {
        String at = document.located(status);
        JsonNode content = document.at(at).path("content");
        if (!content.isEmpty() && !content.has(RequestBody.JSON)) {
            throw new UnsupportedSpecFeatureException(
                    at, "an answer that is only " + content.propertyNames(), "every answer is " + RequestBody.JSON);
        }
        for (String part : List.of("content", "headers")) {
            document.at(at)
                    .path(part)
                    .propertyNames()
                    .forEach(name -> new SchemaChecks(document)
                            .keywords(document.located(at + "/" + part + "/" + OpenApiDocument.escaped(name))
                                    + "/schema"));
        }
    }

    // Into the types that are generated for these, nothing could be read
    private void value(String at) {
        new SchemaWalk(document).each(at, place -> {
            JsonNode schema = document.at(place);
            discriminator(place, schema);
            for (String either : List.of("oneOf", "anyOf")) {
                long alternatives = schema.path(either)
                        .valueStream()
                        .filter(one -> !document.schema(one).types().equals(Set.of("null")))
                        .count();
                if (alternatives > 1 && !schema.has("discriminator")) {
                    throw new UnsupportedSpecFeatureException(
                            place,
                            either + " without a discriminator in a request",
                            "the generated code could not tell which of them a value is");
                }
            }
            Set<String> types = document.schema(place).types();
            if (types.equals(Set.of("null"))
                    && schema.has("type")
                    && !ALTERNATIVE.matcher(place).find()) {
                throw new UnsupportedSpecFeatureException(
                        place, "a value that is always null", "the generated code has no type for it: leave it out");
            }
            choices(place, schema.path("enum"));
            types.removeAll(Set.of("null", "number"));
            if (schema.path("type").isArray() && types.size() > 1 && !types.equals(ResolvedSchema.ALL_TYPES)) {
                throw new UnsupportedSpecFeatureException(
                        place, "a value that may be " + types, "the generated code has one type for it");
            }
        });
    }

    private static void choices(String at, JsonNode choices) {
        Set<JsonNodeType> kinds = new HashSet<>();
        choices.forEach(choice -> kinds.add(choice.getNodeType()));
        kinds.remove(JsonNodeType.NULL);
        if (kinds.size() > 1 || kinds.contains(JsonNodeType.OBJECT) || kinds.contains(JsonNodeType.ARRAY)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an enum of " + choices,
                    "the generated code has texts alone, numbers alone, or booleans alone");
        }
    }

    // The generated code goes by the discriminator, and the checks by the schemas: both must come to the same
    // alternative
    private void discriminator(String at, JsonNode schema) {
        if (!schema.has("discriminator")) {
            return;
        }
        String property = schema.path("discriminator").path("propertyName").asString("");
        if (property.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at + "/discriminator", "a discriminator without propertyName", "it names nothing to go by");
        }
        JsonNode alternatives = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (alternatives.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "a discriminator without oneOf in a request",
                    "nothing says which schemas it chooses from: list them in oneOf");
        }
        JsonNode mapping = schema.path("discriminator").path("mapping");
        for (JsonNode alternative : alternatives) {
            String reference = alternative.path("$ref").asString("");
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            Set<String> values = new HashSet<>();
            mapping.properties().forEach(value -> {
                if (Set.of(reference, name).contains(value.getValue().asString(""))) {
                    values.add(value.getKey());
                }
            });
            if (values.isEmpty() && !name.isEmpty()) {
                values.add(name);
            }
            ResolvedSchema kind = document.schema(alternative).property(property);
            Set<String> own = new HashSet<>();
            kind.keyword("const").forEach(value -> own.add(value.asString("")));
            kind.keyword("enum").forEach(list -> list.forEach(value -> own.add(value.asString(""))));
            if (own.isEmpty()) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "an alternative that does not say its own " + property,
                        "a value could follow another one than it names: write " + property + ": {const: ...}");
            }
            if (!own.equals(values)) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "a discriminator that knows an alternative by " + values,
                        "its schema has " + property + " " + own + ": write the same into mapping");
            }
        }
    }
}
