package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Refuses by name what could be validated, but not served by the server and its generated code. */
final class ServerLimits {

    private static final Set<String> ANSWERED_BY_THE_SERVER = Set.of("head", "options", "trace");

    private static final Set<String> IGNORED_HEADERS = Set.of("accept", "content-type", "authorization");

    // What server and mock serve beside the contract, by the first segment
    private static final Set<String> PAGES =
            Set.of("", "openapi.yaml", "docs", "console", "actuator", "error", "__admin", "STUBS.md");

    private static final Pattern NAMEABLE = Pattern.compile("[\\p{L}\\p{N}]");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{");

    private final OpenApiDocument document;
    private final ModelLimits models;
    private final Set<String> ids = new HashSet<>();

    ServerLimits(OpenApiDocument document) {
        this.document = document;
        this.models = new ModelLimits(document);
    }

    void check() {
        for (String file : document.at("#/x-files").propertyNames()) {
            if (file.contains("%")) {
                throw new UnsupportedSpecFeatureException(
                        file + "#", "a file of that name", "the generator does not find it: give it plain letters");
            }
        }
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
        if (document.at(at).has("operationId") && !NAMEABLE.matcher(id).find()) {
            throw new UnsupportedSpecFeatureException(
                    at, "the operationId \"%s\"".formatted(id), "no method can be called by it: it has no letter");
        }
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
        document.parameters(at).forEach(parameter -> {
            ModelLimits.name(parameter, document.at(parameter).path("name").asString(""));
            literal(parameter, document.at(parameter).path("name"));
            literal(parameter, document.at(parameter).path("schema").path("default"));
            models.check(parameter + "/schema");
        });
        if (document.at(at).has("requestBody")) {
            body(document.located(at + "/requestBody") + "/content");
        }
        document.at(at).path("responses").propertyNames().forEach(status -> answer(at + "/responses/" + status));
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
        types.forEach(type -> models.check(content + "/" + OpenApiDocument.escaped(type) + "/schema"));
    }

    private void answer(String status) {
        String at = document.located(status);
        JsonNode content = document.at(at).path("content");
        if (!content.isEmpty() && !content.has(RequestBody.JSON)) {
            throw new UnsupportedSpecFeatureException(
                    at, "an answer that is only " + content.propertyNames(), "every answer is " + RequestBody.JSON);
        }
        for (String part : List.of("content", "headers")) {
            document.at(at).path(part).propertyNames().forEach(name -> {
                String schema = document.located(at + "/" + part + "/" + OpenApiDocument.escaped(name)) + "/schema";
                new SchemaChecks(document).keywords(schema);
                models.answer(schema);
            });
        }
    }
}
