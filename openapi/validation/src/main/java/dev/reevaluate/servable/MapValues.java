package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Refuses by name patternProperties of another type than additionalProperties: the generated code holds both in one map. */
final class MapValues {

    private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean", "null");
    private static final Set<String> NARROWING = Set.of("format", "enum", "const");

    private final OpenApiDocument document;

    MapValues(OpenApiDocument document) {
        this.document = document;
    }

    void check(String at) {
        JsonNode others = document.at(at).path("additionalProperties");
        // Else the map holds anything, or there is none
        if (!others.isObject() || document.schema(others).types().equals(ResolvedSchema.ALL_TYPES)) {
            return;
        }
        document.at(at).path("patternProperties").properties().forEach(pattern -> {
            if (!holds(others, pattern.getValue())) {
                throw new UnsupportedSpecFeatureException(
                        at + "/patternProperties/" + OpenApiDocument.escaped(pattern.getKey()),
                        "another type than that of additionalProperties",
                        "the generated code has one type for both: write additionalProperties: true, or false");
            }
        });
    }

    private boolean holds(JsonNode others, JsonNode value) {
        ResolvedSchema type = document.schema(others);
        // Of false there is no value
        return value.equals(others)
                || value.equals(BooleanNode.FALSE)
                || (PLAIN.containsAll(type.types())
                        && type.types().containsAll(document.schema(value).types())
                        && NARROWING.stream()
                                .allMatch(keyword -> type.keyword(keyword).isEmpty()));
    }
}
