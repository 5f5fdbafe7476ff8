package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Refuses by name properties that may be null in a schema that an allOf refers to: the generator copies them into the class of the
 * allOf, and forgets null as it does so.
 */
final class InheritedNulls {

    private final OpenApiDocument document;
    // What the class has by itself, which the generator writes instead
    private final Set<String> own = new HashSet<>();

    private InheritedNulls(OpenApiDocument document) {
        this.document = document;
    }

    /** Takes the place of an object of which there is a class. */
    static void check(OpenApiDocument document, String at) {
        JsonNode parts = document.at(at).path("allOf");
        InheritedNulls nulls = new InheritedNulls(document);
        nulls.own.addAll(document.at(at).path("properties").propertyNames());
        parts.forEach(part -> nulls.own.addAll(part.path("properties").propertyNames()));
        for (int i = 0; i < parts.size(); i++) {
            String reference = parts.path(i).path("$ref").asString("");
            if (!reference.isEmpty()) {
                nulls.inherited("%s/allOf/%s".formatted(at, i), reference);
            }
        }
    }

    private void inherited(String at, String reference) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(reference));
        while (!next.isEmpty()) {
            String place = next.pop();
            if (!seen.add(place)) {
                continue;
            }
            JsonNode schema = document.at(place);
            if (schema.path("$ref").isString()) {
                next.push(schema.path("$ref").asString());
            }
            for (int i = 0; i < schema.path("allOf").size(); i++) {
                next.push("%s/allOf/%s".formatted(place, i));
            }
            schema.path("properties").properties().forEach(property -> {
                if (!own.contains(property.getKey()) && isLost(document.schema(property.getValue()))) {
                    throw new UnsupportedSpecFeatureException(
                            at,
                            "%s of %s, which may be null, in an allOf".formatted(property.getKey(), reference),
                            "the generated code would leave null out: write the property beside the $ref as well");
                }
            });
        }
    }

    // Of a choice null is one of the values, and anything is not marked as such
    private static boolean isLost(ResolvedSchema value) {
        return value.allows("null")
                && !value.types().equals(ResolvedSchema.ALL_TYPES)
                && value.keyword("enum").isEmpty();
    }
}
