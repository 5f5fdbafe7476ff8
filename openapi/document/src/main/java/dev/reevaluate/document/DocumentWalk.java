package dev.reevaluate.document;

import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Visits the objects of a document: neither the data in it, nor extensions, in which a {@code $ref} refers to nothing. */
public final class DocumentWalk {

    private static final Set<String> DATA = Set.of("example", "default", "const", "enum", "value", "dependentRequired");

    // Of these the values go by names that the author chooses, and which may be those of keywords
    private static final Set<String> NAMED = Set.of(
            "properties",
            "patternProperties",
            "dependentSchemas",
            "$defs",
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
            "paths",
            "webhooks",
            "content",
            "encoding",
            "variables",
            "scopes",
            "mapping",
            DocumentFiles.FILES);

    private DocumentWalk() {}

    /** Calls the visitor with the place of each object. */
    public static void each(JsonNode node, String at, BiConsumer<String, JsonNode> visit) {
        if (node.isObject()) {
            visit.accept(at, node);
        }
        node.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            String place = at + "/" + OpenApiDocument.escaped(name);
            if (NAMED.contains(name) && value.isObject()) {
                value.properties()
                        .forEach(named ->
                                each(named.getValue(), place + "/" + OpenApiDocument.escaped(named.getKey()), visit));
            } else if (!DATA.contains(name) && !name.equals("examples") && !name.startsWith("x-")) {
                each(value, place, visit);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            each(node.get(i), at + "/" + i, visit);
        }
    }
}
