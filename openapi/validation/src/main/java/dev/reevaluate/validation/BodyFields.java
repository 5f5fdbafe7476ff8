package dev.reevaluate.validation;

import dev.reevaluate.document.ResolvedSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a body, and how a form writes them.
 *
 * @param declared by name, in declared order
 * @param additional what is no declared field; empty where nothing is said about it
 */
record BodyFields(Map<String, TextShape> declared, Optional<TextShape> additional) {

    static BodyFields of(ResolvedSchema schema) {
        Map<String, TextShape> declared = new LinkedHashMap<>();
        schema.propertyNames().forEach(name -> declared.put(name, TextShape.of(schema.property(name))));
        return new BodyFields(declared, schema.additional().map(TextShape::of));
    }

    /** Returns the names of the declared ones, in declared order. */
    Set<String> names() {
        return declared.keySet();
    }
}
