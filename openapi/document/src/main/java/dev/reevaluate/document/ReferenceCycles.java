package dev.reevaluate.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Refuses what is made of itself: no value could ever be judged by it. A schema may well have itself inside, as a tree has. */
final class ReferenceCycles {

    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> SINGLE = List.of("not", "if", "then", "else");

    private final OpenApiDocument document;
    private final Set<String> ended = new HashSet<>();

    ReferenceCycles(OpenApiDocument document) {
        this.document = document;
    }

    void check() {
        DocumentWalk.each(document.root(), "#", (at, object) -> follow(at, new LinkedHashSet<>()));
    }

    private void follow(String at, Set<String> way) {
        if (ended.contains(at)) {
            return;
        }
        if (!way.add(at)) {
            throw new UnsupportedSpecFeatureException(at, "a $ref that leads back to itself", "it has no end");
        }
        parts(at).forEach(part -> follow(part, way));
        way.remove(at);
        ended.add(at);
    }

    // What holds of the same value
    private List<String> parts(String at) {
        JsonNode object = document.at(at);
        List<String> parts = new ArrayList<>();
        if (object.path("$ref").isString()) {
            parts.add(object.path("$ref").asString());
        }
        LISTS.forEach(keyword -> {
            for (int i = 0; i < object.path(keyword).size(); i++) {
                parts.add(at + "/" + keyword + "/" + i);
            }
        });
        SINGLE.stream().filter(object::has).forEach(keyword -> parts.add(at + "/" + keyword));
        object.path("dependentSchemas")
                .propertyNames()
                .forEach(name -> parts.add(at + "/dependentSchemas/" + OpenApiDocument.escaped(name)));
        return parts;
    }
}
