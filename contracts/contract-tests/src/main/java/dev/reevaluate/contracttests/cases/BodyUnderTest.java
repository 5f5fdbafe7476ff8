package dev.reevaluate.contracttests.cases;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The body of an operation, in one of its media types.
 *
 * @param schema as it is written in the document
 * @param fields how its fields are texts, where it is a form
 */
public record BodyUnderTest(String mediaType, JsonNode schema, TextFields fields) {

    /** Returns what a body says, as JSON; empty where it is malformed. */
    public Optional<JsonNode> read(String contentType, byte[] body) {
        return format().read(fields, contentType, body);
    }

    BodyFormat format() {
        return BodyFormat.of(mediaType).orElseThrow();
    }

    String contentType() {
        return format().contentType(mediaType);
    }

    byte[] written(JsonNode value) {
        return format().written(value, fields);
    }
}
