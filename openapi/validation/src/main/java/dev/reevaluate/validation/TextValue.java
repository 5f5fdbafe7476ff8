package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The value of a parameter in a path, a query or a header, which are texts, whatever their schema says. */
final class TextValue {

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final int BITS_OF_INT64 = Long.SIZE - 1;
    private static final int BITS_OF_INT32 = Integer.SIZE - 1;

    private TextValue() {}

    static boolean isText(Schema schema) {
        return type(schema).equals("string");
    }

    /** Whether the schema's values can be read from one text. */
    static boolean canRead(Schema schema) {
        return !type(schema).equals("array") && !type(schema).equals("object");
    }

    /** Collects what the schema has against the value. */
    static void check(String name, String value, Schema schema, FieldErrors errors) {
        if (value.indexOf('\0') >= 0) {
            errors.add(name, Wording.NO_NULL_CHARACTERS);
        } else if (type(schema).equals("integer") && !isInteger(value, schema.getSchemaNode())) {
            errors.add(name, Wording.NOT_AN_INTEGER);
        } else {
            JsonNode node = node(value, schema);
            schema.validate(node).forEach(error -> errors.add(name, Wording.violation(error, node)));
        }
    }

    private static JsonNode node(String value, Schema schema) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type(schema)) {
            case "integer" -> nodes.numberNode(new BigInteger(value));
            case "number" -> FormFields.scalar(value);
            case "boolean" ->
                value.equals("true") || value.equals("false")
                        ? nodes.booleanNode(value.equals("true"))
                        : nodes.stringNode(value);
            default -> nodes.stringNode(value);
        };
    }

    private static boolean isInteger(String value, JsonNode schema) {
        if (!INTEGER.matcher(value).matches()) {
            return false;
        }
        return switch (schema.path("format").asString("")) {
            case "int64" -> new BigInteger(value).bitLength() <= BITS_OF_INT64;
            case "int32" -> new BigInteger(value).bitLength() <= BITS_OF_INT32;
            default -> true;
        };
    }

    private static String type(Schema schema) {
        return schema.getSchemaNode().path("type").asString("");
    }
}
