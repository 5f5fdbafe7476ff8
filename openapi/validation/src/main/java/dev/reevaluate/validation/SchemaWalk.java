package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Visits a schema, the schemas inside it, and those that it refers to, each once. */
final class SchemaWalk {

    // Of these the values are schemas by name
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions");
    private static final Set<String> NO_SCHEMAS = Set.of(
            "example",
            "examples",
            "default",
            "const",
            "enum",
            "dependentRequired",
            "discriminator",
            "xml",
            "externalDocs");

    private final OpenApiDocument document;
    private final Set<String> seen = new HashSet<>();

    SchemaWalk(OpenApiDocument document) {
        this.document = document;
    }

    /** Calls the visitor with the place of each schema. */
    void each(String at, Consumer<String> visit) {
        if (!document.at(at).isObject() || !seen.add(at)) {
            return;
        }
        visit.accept(at);
        document.at(at).properties().forEach(keyword -> {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            String place = at + "/" + OpenApiDocument.escaped(name);
            if (name.equals("$ref")) {
                each(value.asString(), visit);
            } else if (NAMED.contains(name)) {
                value.propertyNames().forEach(property -> each(place + "/" + OpenApiDocument.escaped(property), visit));
            } else if (!NO_SCHEMAS.contains(name) && !name.startsWith("x-")) {
                each(place, visit);
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    each(place + "/" + i, visit);
                }
            }
        });
    }
}
