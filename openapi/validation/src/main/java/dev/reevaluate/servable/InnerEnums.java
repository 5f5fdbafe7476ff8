package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Refuses by name enums of an object's properties that hide another schema of the same object: of each the generator makes a
 * class within that of the object.
 */
final class InnerEnums {

    private static final List<String> COMPOSING = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> NO_CLASSES = List.of("items", "additionalProperties", "$ref");
    private static final String OTHER_FILES = "#/x-files/";

    private final OpenApiDocument document;
    // The places of both kinds, by the names of their classes
    private final Map<String, String> inner = new HashMap<>();
    private final Map<String, String> others = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private InnerEnums(OpenApiDocument document) {
        this.document = document;
    }

    /** Takes the place of an object, and the name of its class. */
    static void check(OpenApiDocument document, String at, String java) {
        InnerEnums enums = new InnerEnums(document);
        enums.object(at);
        enums.inner.forEach((name, place) -> {
            FileNames.check(place, "an enum within " + java, "%s$%s.class".formatted(java, name));
            if (enums.others.containsKey(name)) {
                throw new UnsupportedSpecFeatureException(
                        place,
                        "an enum beside a schema called " + name,
                        "the generator calls the enum so, too, and it would hide the schema: give one of them another name");
            }
        });
    }

    // With what it is composed of, whose properties are those of the class. With no recursion: a chain may be long
    private void object(String whole) {
        Deque<String> next = new ArrayDeque<>(List.of(whole));
        while (!next.isEmpty()) {
            String at = next.pop();
            if (!seen.add(at)) {
                continue;
            }
            JsonNode schema = document.at(at);
            if (schema.path("$ref").isString()) {
                next.push(schema.path("$ref").asString());
            }
            parts(at, next::push);
            schema.path("properties")
                    .propertyNames()
                    .forEach(name -> value(
                            JavaNames.className(name) + "Enum", at + "/properties/" + OpenApiDocument.escaped(name)));
            value("InnerEnum", at + "/additionalProperties");
        }
    }

    private void value(String property, String whole) {
        Set<String> way = new HashSet<>();
        Deque<Map.Entry<String, String>> next = new ArrayDeque<>(List.of(Map.entry(property, whole)));
        while (!next.isEmpty()) {
            String name = next.peek().getKey();
            String at = next.pop().getValue();
            JsonNode schema = document.at(at);
            String reference = schema.path("$ref").asString("");
            if (schema.has("enum") || (schema.has("const") && schema.has("type"))) {
                inner.putIfAbsent(name, at);
            } else if (!reference.isEmpty()) {
                if (!reference.startsWith(OTHER_FILES)) {
                    others.putIfAbsent(JavaNames.className(reference.substring(reference.lastIndexOf('/') + 1)), at);
                }
                if (isWrittenHere(reference) && way.add(reference)) {
                    next.push(Map.entry(name, reference));
                }
            } else if (!schema.has("properties")) {
                for (String part : List.of("items", "additionalProperties")) {
                    if (schema.path(part).isObject()) {
                        next.push(Map.entry(part.equals("items") ? name : "InnerEnum", at + "/" + part));
                    }
                }
                parts(at, part -> next.push(Map.entry(name, part)));
            }
        }
    }

    // What is of another file, and lists and maps, of which there are no classes
    private boolean isWrittenHere(String reference) {
        JsonNode schema = document.at(reference);
        return reference.startsWith(OTHER_FILES)
                || (!schema.has("properties") && NO_CLASSES.stream().anyMatch(schema::has));
    }

    private void parts(String at, Consumer<String> visit) {
        for (String composing : COMPOSING) {
            for (int i = 0; i < document.at(at).path(composing).size(); i++) {
                visit.accept("%s/%s/%s".formatted(at, composing, i));
            }
        }
    }
}
