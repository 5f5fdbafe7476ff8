package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The names that the generator gives to objects which stand within something else: those of what they stand in, and of their place there. */
final class InlineNames {

    private static final String SCHEMAS = "#/components/schemas";
    private static final String RESPONSES = "#/components/responses";
    private static final String OTHER_FILES = "#/x-files/";

    private final OpenApiDocument document;
    private final Map<String, List<String>> places = new LinkedHashMap<>();
    // Those of other files that components/schemas has a name for
    private final Set<String> named;
    private final Set<String> seen = new HashSet<>();

    private InlineNames(OpenApiDocument document) {
        this.document = document;
        this.named = document.at(SCHEMAS)
                .valueStream()
                .map(schema -> schema.path("$ref").asString(""))
                .collect(Collectors.toSet());
    }

    /** Returns the places of the objects by the names. Of several operations with one body the generator takes one for its name: here are all. */
    static Map<String, List<String>> of(OpenApiDocument document) {
        InlineNames names = new InlineNames(document);
        names.sharedAnswers();
        for (String template : document.templates()) {
            document.operations(template).forEach((method, at) -> names.operation(template + "_" + method, at));
        }
        document.at(SCHEMAS)
                .propertyNames()
                .forEach(name -> names.within(name, SCHEMAS + "/" + OpenApiDocument.escaped(name)));
        return names.places;
    }

    // By no operation that has them
    private void sharedAnswers() {
        int number = 0;
        for (String name : document.at(RESPONSES).propertyNames()) {
            int before = places.size();
            String suffix = number == 0 ? "" : "_" + number;
            content("inline_object" + suffix, RESPONSES + "/" + OpenApiDocument.escaped(name));
            number += places.size() > before ? 1 : 0;
        }
    }

    private void operation(String pathAndMethod, String at) {
        String id = document.at(at).path("operationId").asString(pathAndMethod);
        content(id + "_request", document.located(at + "/requestBody"));
        document.at(at).path("responses").propertyNames().forEach(status -> {
            String answer = document.located(at + "/responses/" + status);
            if (!answer.startsWith(RESPONSES)) {
                content(id + "_" + status + "_response", answer);
            }
        });
    }

    // The first media type is the generated method's
    private void content(String name, String at) {
        String content = at + "/content";
        document.at(content).propertyNames().stream()
                .findFirst()
                .ifPresent(type -> inline(name, content + "/" + OpenApiDocument.escaped(type) + "/schema"));
    }

    private void inline(String name, String place) {
        String at = place;
        // What is of another file is written where it is referred to
        while (isOfNoName(document.at(at).path("$ref").asString(""))) {
            at = document.at(at).path("$ref").asString();
        }
        JsonNode schema = document.at(at);
        if (!schema.isObject() || schema.has("$ref")) {
            return;
        }
        String own = schema.has("title") ? schema.path("title").asString("") : name;
        if (isOfClass(schema)) {
            places.computeIfAbsent(own.replaceAll("[^\\p{L}\\p{N}]", "_"), none -> new ArrayList<>())
                    .add(at);
        }
        if (at.equals(place) || seen.add(at)) {
            within(own, at);
        }
    }

    private boolean isOfNoName(String reference) {
        return reference.startsWith(OTHER_FILES) && !named.contains(reference);
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
