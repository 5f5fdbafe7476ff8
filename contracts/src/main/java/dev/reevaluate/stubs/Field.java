package dev.reevaluate.stubs;

import tools.jackson.databind.JsonNode;

/** What a stub asks of one field of a request's body. */
sealed interface Field {

    /** It is not there. */
    record Missing() implements Field {}

    /** Any value that the schema accepts. */
    record Valid(JsonNode schema) implements Field {}

    /** A list of right elements, but at most so many. */
    record TooFew(JsonNode schema, int most) implements Field {}

    /** A list of right elements, but at least so many. */
    record TooMany(JsonNode schema, int least) implements Field {}

    /** A value of another type, as JSON Schema names types. */
    record OfType(String type) implements Field {}

    /** This very value: of a list, these elements in this order. */
    record Exactly(JsonNode value) implements Field {}

    /** A list of these members, each as often as one likes, in any order: so the server takes a list of ids. */
    record Members(JsonNode list) implements Field {}

    /** A list that the schema accepts, of some of these members, and at least one of the others. */
    record Some(JsonNode schema, JsonNode of, JsonNode oneOf) implements Field {}

    /**
     * Returns what the server saw of a field when it refused the body for its shape: of a field that is right, that it is right;
     * of a wrong one, what is wrong with it.
     */
    static Field ofShape(String name, JsonNode value, Spec.BodySchema body) {
        JsonNode schema = body.field(name);
        if (value.isMissingNode()) {
            return new Missing();
        }
        if (body.acceptsField(name, value)) {
            return new Valid(schema);
        }
        if (!value.isArray()) {
            return new OfType(JsonTypes.of(value));
        }
        int size = value.size();
        if (size < schema.path("minItems").asInt(0)) {
            return new TooFew(schema, schema.path("minItems").asInt() - 1);
        }
        boolean rightElements = value.values().stream().allMatch(JsonNode::isIntegralNumber);
        if (rightElements && size > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            return new TooMany(schema, schema.path("maxItems").asInt() + 1);
        }
        return new Exactly(value);
    }

    /** Returns what the server's data was asked for: the members of a list, or, where the answer can tell the order, the list. */
    static Field ofWorld(JsonNode value, boolean orderTells) {
        if (value.isMissingNode()) {
            return new Missing();
        }
        return value.isArray() && !orderTells ? new Members(value) : new Exactly(value);
    }
}
