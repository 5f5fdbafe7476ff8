package dev.reevaluate.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Visits schemas, those inside them, and those that they refer to. What one walk has seen on the way from one schema, it does not visit on
 * the way from the next one, as operations share most of what they refer to.
 */
public final class SchemaWalk {

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

    /** Makes a walk that has seen nothing yet. */
    public SchemaWalk(OpenApiDocument document) {
        this.document = document;
    }

    /** Calls the visitor with this place, and with that of each schema behind it that this walk has not been to. */
    public void each(String at, Consumer<String> visit) {
        // With no recursion: a chain of references may be longer than the stack is deep
        Deque<String> next = new ArrayDeque<>(List.of(at));
        boolean first = true;
        while (!next.isEmpty()) {
            String place = next.pop();
            if (document.at(place).isObject() && (place.equals(at) ? first : seen.add(place))) {
                visit.accept(place);
                List<String> parts = parts(place);
                for (int i = parts.size() - 1; i >= 0; i--) {
                    next.push(parts.get(i));
                }
            }
            first = false;
        }
    }

    private List<String> parts(String at) {
        List<String> parts = new ArrayList<>();
        document.at(at).properties().forEach(keyword -> {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            String place = at + "/" + OpenApiDocument.escaped(name);
            if (name.equals("$ref")) {
                parts.add(value.asString());
            } else if (NAMED.contains(name)) {
                value.propertyNames().forEach(property -> parts.add(place + "/" + OpenApiDocument.escaped(property)));
            } else if (!NO_SCHEMAS.contains(name) && !name.startsWith("x-")) {
                parts.add(place);
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    parts.add(place + "/" + i);
                }
            }
        });
        return parts;
    }
}
