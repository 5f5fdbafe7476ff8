package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Refuses by name lists and maps that hold each other with no object between, without an end or many times: the generator unfolds them. */
final class EndlessLists {

    private static final List<String> SINGLE = List.of("items", "additionalProperties");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");

    // For each one more it takes twice the time
    private static final int DEEPEST = 16;

    private final OpenApiDocument document;
    // How many lists and maps are within each other at a place
    private final Map<String, Integer> depths = new HashMap<>();

    EndlessLists(OpenApiDocument document) {
        this.document = document;
    }

    void check(String at) {
        if (depth(at, new ArrayList<>()) > DEEPEST) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "more than %s lists or maps within each other".formatted(DEEPEST),
                    "the generator does not come to an end in time: let one be the property of an object");
        }
    }

    private int depth(String at, List<String> way) {
        int before = way.indexOf(at);
        // A list of nothing but itself is a class, like an object
        if (before >= 0 && way.size() - before > 2) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "lists or maps that hold each other",
                    "the generator does not come to an end: let one be the property of an object");
        }
        Integer known = before >= 0 ? Integer.valueOf(0) : depths.get(at);
        if (known != null) {
            return known;
        }
        way.add(at);
        int depth = 0;
        for (String element : elements(at)) {
            depth = Math.max(depth, 1 + depth(element, way));
        }
        for (String part : parts(at)) {
            depth = Math.max(depth, depth(part, way));
        }
        way.remove(way.size() - 1);
        depths.put(at, depth);
        return depth;
    }

    private List<String> elements(String at) {
        JsonNode schema = document.at(at);
        return schema.has("properties")
                ? List.of()
                : SINGLE.stream()
                        .filter(schema::has)
                        .map(keyword -> at + "/" + keyword)
                        .toList();
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
        LISTS.forEach(keyword -> {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                parts.add(at + "/" + keyword + "/" + i);
            }
        });
        return parts;
    }
}
