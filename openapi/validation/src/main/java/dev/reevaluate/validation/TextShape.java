package dev.reevaluate.validation;

import dev.reevaluate.document.ResolvedSchema;
import java.util.Set;

/**
 * How a value is read that came as a text. A schema is asked for it once, and not at each request.
 *
 * @param isList whether it is a list
 * @param types those that it may be of
 * @param elements the types that an element of a list may be of
 */
record TextShape(boolean isList, Set<String> types, Set<String> elements) {

    static TextShape of(ResolvedSchema schema) {
        boolean isList = OperationReader.isList(schema);
        return new TextShape(
                isList,
                Set.copyOf(schema.types()),
                isList ? Set.copyOf(schema.items().types()) : Set.of());
    }

    /** Returns the types that a single text may be of: that of an element, where it is a list. */
    Set<String> single() {
        return isList ? elements : types;
    }

    boolean isInteger() {
        return !isList && types.contains("integer") && !types.contains("number") && !types.contains("string");
    }
}
