package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A schema of the document that values are validated by. */
public final class DeclaredSchema {

    private final Schema schema;

    DeclaredSchema(Schema schema) {
        this.schema = schema;
    }

    /** Returns the schema as the document writes it. */
    public JsonNode node() {
        return schema.getSchemaNode();
    }

    /** Returns what the schema has against the value: texts for developers by JSON pointer, which is empty for the value itself. */
    public Map<String, List<String>> violations(JsonNode value) {
        return schema.validate(value).stream()
                .collect(Collectors.groupingBy(
                        error -> error.getInstanceLocation().toString(),
                        LinkedHashMap::new,
                        Collectors.mapping(Object::toString, Collectors.toList())));
    }

    // The library stays behind this class: in the published jar it has another name, so that it meets no other version
    Schema validator() {
        return schema;
    }
}
