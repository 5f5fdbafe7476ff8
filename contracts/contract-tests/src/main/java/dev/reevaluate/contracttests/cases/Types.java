package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The cases of a value's type: values of each other one, and odd ones of its own. */
final class Types {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Types() {}

    static void vary(ValueUnderTest value, JsonNode type) {
        String keyword = Keywords.written("type", type);
        if (value.text()) {
            texts(value, keyword);
        } else if (!value.isAlternative()) {
            values().filter(other -> !isOf(value, other)).forEach(other -> value.other(keyword, other, NEGATIVE));
            if (value.is("null")) {
                value.other(keyword, NODES.nullNode(), POSITIVE);
            }
        }
        if (value.is("integer") && !value.text() && value.example().isNumber()) {
            value.known(
                    keyword,
                    value.example() + ".0",
                    NODES.numberNode(value.example().decimalValue().setScale(1)),
                    POSITIVE);
        }
        if (value.is("integer") && !value.has("format")) {
            Keywords.beyondBits(value, keyword);
        }
        if (value.is("array") && !value.isSet("uniqueItems")) {
            Keywords.twice(value, keyword, POSITIVE);
        }
        if (value.is("object") && value.example().isObject() && !value.has("additionalProperties")) {
            value.known(keyword, "an unknown field", Keywords.withUnknown(value), POSITIVE);
        }
    }

    private static void texts(ValueUnderTest value, String keyword) {
        if (value.isWhole()) {
            // Its fields are texts, and it is none
            return;
        }
        if (!value.example().isEmpty() || value.example().isValueNode()) {
            value.other(keyword, value.example(), POSITIVE);
        }
        wrongTexts(value).forEach(text -> value.other(keyword, NODES.stringNode(text), NEGATIVE));
        if (value.is("string")) {
            Stream.of("", "\u00df \u20ac \ud83d\ude42", "'\"<&%+")
                    .forEach(text -> value.other(keyword, NODES.stringNode(text), POSITIVE));
        } else if (value.place().endsWith("[]") && !value.isInParameter()) {
            value.other(keyword, NODES.stringNode(""), NEGATIVE);
        } else if (!value.is("array") && !value.is("object")) {
            // A parameter without a value may count as one that was left out
            value.open(keyword, NODES.stringNode(""));
        }
    }

    private static Stream<JsonNode> values() {
        return Stream.of("null", "true", "\"x\"", "\"101\"", "\"\"", "7", "1.5", "[]", "[1]", "{}")
                .map(JSON::readTree);
    }

    // That stand for none of the types
    private static Stream<String> wrongTexts(ValueUnderTest value) {
        return Stream.of("x", "true", "1.5", "1 2", "0x10", "1,2", "[1]", "null")
                .filter(text -> !value.is("string") && !value.is("array"))
                .filter(text -> !isOf(value, TextFields.read(value.schema(), text)));
    }

    private static boolean isOf(ValueUnderTest value, JsonNode other) {
        return value.types().stream().anyMatch(type -> switch (type) {
            case "integer" -> other.isIntegralNumber();
            case "number" -> other.isNumber();
            case "string" -> other.isString();
            case "boolean" -> other.isBoolean();
            case "array" -> other.isArray();
            case "object" -> other.isObject();
            default -> other.isNull();
        });
    }
}
