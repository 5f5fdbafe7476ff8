package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Refuses by name schemas and tags of which the generator makes one class: it would lose all but one of them, without a word. */
final class JavaNames {

    private static final Set<String> OF_CLASSES =
            Set.of("properties", "additionalProperties", "allOf", "oneOf", "anyOf", "enum");

    private JavaNames() {}

    static void check(OpenApiDocument document) {
        Map<String, String> schemas = new HashMap<>();
        document.at("#/components/schemas").properties().forEach(schema -> {
            if (OF_CLASSES.stream().anyMatch(schema.getValue()::has)) {
                distinct(schemas, "#/components/schemas/" + schema.getKey(), "schema", schema.getKey());
            }
        });
        Map<String, String> tags = new HashMap<>();
        for (String template : document.templates()) {
            document.operations(template).values().forEach(operation -> {
                // The first one names the class, and may well be written in two ways that come to the same
                JsonNode tag = document.at(operation).path("tags").path(0);
                distinct(tags, operation + "/tags", "tag", className(tag.asString("")));
            });
        }
    }

    // A file system may know them apart by their letters' case, or not
    private static void distinct(Map<String, String> known, String at, String what, String name) {
        String java = className(name);
        String other = known.putIfAbsent(java.toLowerCase(Locale.ROOT), name);
        if (other != null && !other.equals(name) && !java.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the %s %s beside %s".formatted(what, name, other),
                    "the generator makes one class %s of both: give one of them another name".formatted(java));
        }
    }

    private static String className(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }
}
