package dev.reevaluate.servable;

import dev.reevaluate.document.HttpToken;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Refuses by name what could be validated, but not served by the server and its generated code. */
public final class ServerLimits {

    private static final Set<String> ANSWERED_BY_THE_SERVER = Set.of("head", "options", "trace");

    // What server and mock serve beside the contract, by the first segment
    private static final Set<String> PAGES =
            Set.of("", "openapi.yaml", "docs", "console", "actuator", "error", "__admin", "STUBS.md");

    private static final String JSON = "application/json";

    private static final List<String> WITHOUT_BODY = List.of("/204", "/205", "/304");

    // The generator leaves all others out of the name of a method
    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9]");

    // As the pom.xml of this module packs them
    private static final Pattern PACKED =
            Pattern.compile("(?!(\\.\\.|document|released|src|target|upstream|validation)/).*\\.(yaml|yml|json)");

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{");

    private final OpenApiDocument document;
    private final ModelLimits models;
    private final Set<String> ids = new HashSet<>();

    /** Makes the check of a document. */
    public ServerLimits(OpenApiDocument document) {
        this.document = document;
        this.models = new ModelLimits(document);
    }

    /**
     * Looks through all of the document.
     *
     * @throws UnsupportedSpecFeatureException for the first thing that can't be served
     */
    public void check() {
        for (String file : document.at("#/x-files").propertyNames()) {
            if (file.contains("%")) {
                throw new UnsupportedSpecFeatureException(
                        file + "#", "a file of that name", "the generator does not find it: give it plain letters");
            }
            if (!PACKED.matcher(file).matches()) {
                throw new UnsupportedSpecFeatureException(
                        file + "#",
                        "a file at that place",
                        "server and mock carry *.yaml, *.yml and *.json beside openapi.yaml, and of folders of your own there");
            }
        }
        servers("#");
        document.at("#/components/securitySchemes").properties().forEach(scheme -> {
            if (scheme.getValue().has("$ref")) {
                throw new UnsupportedSpecFeatureException(
                        "#/components/securitySchemes/" + scheme.getKey(),
                        "a $ref in place of a security scheme",
                        "the generator does not follow it: write the scheme there");
            }
        });
        ObeyedExtensions.check(document);
        LongTexts.check(document);
        JavaNames.check(document);
        for (String template : document.templates()) {
            String path = OpenApiDocument.path(template);
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
        if (document.at(at).has("operationId") && !NAMEABLE.matcher(id).find()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the operationId \"%s\"".formatted(id),
                    "no method can be called by it: it has no letter from A to Z");
        }
        if (!id.isEmpty() && !ids.add(id)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "another operation " + id,
                    "each operationId names one: methods, tests and stubs are called by it");
        }
        servers(at);
        document.parameters(at).forEach(parameter -> {
            ModelLimits.name(parameter, document.at(parameter).path("name").asString(""));
            literal(parameter, document.at(parameter).path("name"));
            literal(parameter, document.at(parameter).path("schema").path("default"));
            models.parameter(parameter + "/schema");
            ResolvedSchema value = document.schema(parameter + "/schema");
            if (ModelLimits.isBytes(value) || ModelLimits.isBytes(value.items())) {
                throw new UnsupportedSpecFeatureException(
                        parameter,
                        "format byte in a parameter",
                        "the generated method would get the Base64, and not what it holds");
            }
        });
        if (document.at(at).has("requestBody")) {
            body(document.located(at + "/requestBody") + "/content");
        }
        JsonNode responses = document.at(at).path("responses");
        if (responses.isObject() && responses.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at + "/responses", "an operation without an answer", "OpenAPI asks for one at least");
        }
        responses.propertyNames().forEach(status -> answer(at + "/responses/" + status));
    }

    // The generated code hands names and defaults of parameters to Spring as one text each
    private static void literal(String parameter, JsonNode text) {
        if (EXPRESSION
                .matcher(text.isArray() ? text.toString() : text.asString(""))
                .find()) {
            throw new UnsupportedSpecFeatureException(
                    parameter, "the text " + text, "the server would take ${...} and #{...} for expressions");
        }
        if (text.asString("").contains("\\")) {
            throw new UnsupportedSpecFeatureException(
                    parameter, "the default " + text, "the generator writes another text: take no \\");
        }
        if (text.valueStream().anyMatch(element -> element.asString("").contains(","))) {
            throw new UnsupportedSpecFeatureException(
                    parameter, "the default " + text, "the server would take its elements apart at their commas");
        }
    }

    // A path of the document is a path of the server
    private void servers(String at) {
        for (JsonNode server : document.at(at).path("servers")) {
            String url = server.path("url").asString("");
            String path = url.replaceFirst("^[^/?#]*//[^/?#]*", "");
            if (!path.isEmpty() && !path.equals("/")) {
                throw new UnsupportedSpecFeatureException(
                        at + "/servers",
                        "the path " + path + " of a server",
                        "requests come without it: write it into the paths");
            }
            variables(at, url, server.path("variables"));
        }
    }

    // A client that was generated would send its requests to the name in braces
    private static void variables(String at, String url, JsonNode declared) {
        VARIABLE.matcher(url).results().map(variable -> variable.group(1)).forEach(name -> {
            JsonNode choices = declared.path(name).path("enum");
            if (!declared.has(name)
                    || (choices.isArray()
                            && choices.valueStream()
                                    .noneMatch(declared.path(name).path("default")::equals))) {
                throw new UnsupportedSpecFeatureException(
                        at + "/servers",
                        "the variable %s of a server".formatted(name),
                        "OpenAPI asks for its default, and for one of its enum");
            }
        });
    }

    private void body(String content) {
        List<String> types = List.copyOf(document.at(content).propertyNames());
        if (!types.isEmpty() && !types.get(0).equals(JSON)) {
            throw new UnsupportedSpecFeatureException(
                    content,
                    "a body that is " + types.get(0) + " in the first place",
                    "the generated method would take its fields apart: write " + JSON + " first");
        }
        types.forEach(type -> models.check(content + "/" + OpenApiDocument.escaped(type) + "/schema"));
    }

    private void headers(String at) {
        Set<String> told = new HashSet<>();
        for (String name : document.at(at).propertyNames()) {
            if (!HttpToken.is(name)) {
                throw new UnsupportedSpecFeatureException(
                        at, "the header \"%s\" of an answer".formatted(name), "HTTP has no such names");
            }
            if (!told.add(name.toLowerCase(Locale.ROOT))) {
                throw new UnsupportedSpecFeatureException(
                        at, "two headers %s of an answer".formatted(name), "HTTP does not know them apart by case");
            }
        }
    }

    private void answer(String status) {
        String at = document.located(status);
        JsonNode content = document.at(at).path("content");
        if (WITHOUT_BODY.stream().anyMatch(status::endsWith) && !content.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at, "a body of this status", "HTTP has none: leave out its content");
        }
        for (String type : content.propertyNames()) {
            if (!type.equals(JSON)) {
                throw new UnsupportedSpecFeatureException(
                        at + "/content/" + OpenApiDocument.escaped(type),
                        "an answer of type " + type,
                        type.equalsIgnoreCase(JSON)
                                ? "it is written in small letters here"
                                : "server and mock answer %s alone, whatever a caller accepts".formatted(JSON));
            }
        }
        headers(at + "/headers");
        for (String part : List.of("content", "headers")) {
            document.at(at).path(part).propertyNames().forEach(name -> {
                String place = document.located(at + "/" + part + "/" + OpenApiDocument.escaped(name));
                if (part.equals("headers") && !document.at(place).has("schema")) {
                    throw new UnsupportedSpecFeatureException(
                            place, "a header without a schema", "a text is read by its schema, not by a media type");
                }
                String schema = place + "/schema";
                models.answer(schema);
            });
        }
    }
}
