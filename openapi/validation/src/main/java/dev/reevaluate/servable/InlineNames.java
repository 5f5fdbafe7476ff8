package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The names that the generator gives to objects which stand within something else: those of what they stand in, and of their place there. */
final class InlineNames {

    private final OpenApiDocument document;
    private final Map<String, String> names = new LinkedHashMap<>();

    private InlineNames(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns the names by the places of the objects. */
    static Map<String, String> of(OpenApiDocument document) {
        InlineNames names = new InlineNames(document);
        document.at("#/components/schemas")
                .propertyNames()
                .forEach(name -> names.within(name, "#/components/schemas/" + OpenApiDocument.escaped(name)));
        for (String template : document.templates()) {
            document.operations(template).forEach((method, at) -> names.operation(template + "_" + method, at));
        }
        return names.names;
    }

    private void operation(String pathAndMethod, String at) {
        String id = document.at(at).path("operationId").asString(pathAndMethod);
        content(id + "_request", at + "/requestBody");
        document.at(at)
                .path("responses")
                .propertyNames()
                .forEach(status -> content(id + "_" + status + "_response", at + "/responses/" + status));
    }

    // The first media type is the generated method's
    private void content(String name, String at) {
        String content = at + "/content";
        document.at(content).propertyNames().stream()
                .findFirst()
                .ifPresent(type -> inline(name, content + "/" + OpenApiDocument.escaped(type) + "/schema"));
    }

    private void inline(String name, String at) {
        JsonNode schema = document.at(at);
        if (!schema.isObject() || schema.has("$ref")) {
            return;
        }
        String own = schema.has("title") ? schema.path("title").asString("") : name;
        if (isOfClass(schema)) {
            names.put(at, own.replaceAll("[^\\p{L}\\p{N}]", "_"));
        }
        within(own, at);
    }

    private void within(String name, String at) {
        JsonNode schema = document.at(at);
        schema.path("properties")
                .propertyNames()
                .forEach(property ->
                        inline(name + "_" + property, at + "/properties/" + OpenApiDocument.escaped(property)));
        inline(name + "_inner", at + "/items");
        inline(name + "_value", at + "/additionalProperties");
        parts("allOf", name + "_allOf", at);
        parts("anyOf", name, at);
        parts("oneOf", name, at);
    }

    private void parts(String composing, String name, String at) {
        for (int i = 0; i < document.at(at).path(composing).size(); i++) {
            if (!document.at(at).path(composing).path(i).has("$ref")) {
                within(name, at + "/" + composing + "/" + i);
            }
        }
    }

    // What adds no property to a reference, or is one or null, is of the class that is referred to
    private boolean isOfClass(JsonNode schema) {
        boolean hasOwn = Stream.of("allOf", "anyOf", "oneOf")
                .flatMap(composing -> schema.path(composing).valueStream())
                .anyMatch(part -> part.has("properties"));
        long composed = schema.path("allOf")
                .valueStream()
                .filter(part -> !document.schema(part).propertyNames().isEmpty())
                .count();
        return schema.has("properties") || hasOwn || composed > 1;
    }
}
