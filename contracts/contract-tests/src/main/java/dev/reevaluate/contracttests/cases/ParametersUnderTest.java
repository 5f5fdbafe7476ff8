package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of an operation in one place, such as its query.
 *
 * @param schema of an object that they are the fields of
 * @param fields how they are texts
 */
public record ParametersUnderTest(String in, ObjectNode schema, TextFields fields) {

    /** Where a parameter may be. */
    static final List<String> PLACES = List.of("query", "path", "header", "cookie");

    /** In declared order. */
    public List<String> names() {
        return List.copyOf(schema.path("properties").propertyNames());
    }

    boolean isEmpty() {
        return schema.path("properties").isEmpty();
    }

    boolean isText(String name) {
        return property(name).allows("string");
    }

    boolean isList(String name) {
        return property(name).allows("array") && !isText(name);
    }

    /** Returns whether a parameter may count as left out: it has no text at all, and is none. */
    boolean isLeftOut(JsonNode values) {
        return names().stream().filter(values::has).anyMatch(name -> isLeftOut(name, values));
    }

    /** Returns whether this one may. */
    boolean isLeftOut(String name, JsonNode values) {
        ResolvedSchema element = isList(name) ? property(name).items() : property(name);
        return !element.allows("string")
                && fields.written(values).stream()
                        .filter(field -> field.getKey().equals(name))
                        .allMatch(field -> field.getValue().isEmpty());
    }

    private ResolvedSchema property(String name) {
        return fields.schema().property(name);
    }
}
