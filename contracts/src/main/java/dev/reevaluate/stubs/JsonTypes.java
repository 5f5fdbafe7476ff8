package dev.reevaluate.stubs;

import tools.jackson.databind.JsonNode;

/** The types of JSON Schema. */
final class JsonTypes {

    private JsonTypes() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            default -> "object";
        };
    }

    /** Returns a regular expression of how values of this one's type are written, and nothing after them. */
    static String written(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "(?s)\\s*\\[.*]\\s*";
            case STRING -> "(?s)\\s*\"(?:[^\"\\\\]|\\\\.)*\"\\s*";
            default -> "\\s*\\S+\\s*";
        };
    }
}
