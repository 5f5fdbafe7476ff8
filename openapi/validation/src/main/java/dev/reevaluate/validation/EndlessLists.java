package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Refuses by name lists and maps that hold each other with no object between: the generator unfolds them without an end. */
final class EndlessLists {

    private static final List<String> SINGLE = List.of("items", "additionalProperties");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");

    private final OpenApiDocument document;
    private final Set<String> ended = new HashSet<>();

    EndlessLists(OpenApiDocument document) {
        this.document = document;
    }

    void check(String at) {
        follow(at, new ArrayList<>());
    }

    private void follow(String at, List<String> way) {
        int before = way.indexOf(at);
        // A list of nothing but itself is a class, like an object
        if (before >= 0 && way.size() - before > 2) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "lists or maps that hold each other",
                    "the generator does not come to an end: let one be the property of an object");
        }
        if (before >= 0 || ended.contains(at)) {
            return;
        }
        way.add(at);
        parts(at).forEach(part -> follow(part, way));
        way.remove(way.size() - 1);
        ended.add(at);
    }

    private List<String> parts(String at) {
        JsonNode schema = document.at(at);
        List<String> parts = new ArrayList<>();
        if (schema.has("properties")) {
            return parts;
        }
        if (schema.path("$ref").isString()) {
            parts.add(schema.path("$ref").asString());
        }
        SINGLE.stream().filter(schema::has).forEach(keyword -> parts.add(at + "/" + keyword));
        LISTS.forEach(keyword -> {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                parts.add(at + "/" + keyword + "/" + i);
            }
        });
        return parts;
    }
}
