package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracts.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracts.cases.Kind.POSITIVE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What cases each keyword of a schema makes. A keyword that is not here stops the build. */
final class Keywords {

    /**
     * What a keyword asks.
     *
     * @param constrains whether it asks anything at all of a request
     */
    record Rule(boolean constrains, BiConsumer<Field, JsonNode> variants) {

        void vary(Field field, JsonNode argument) {
            variants.accept(field, argument);
        }
    }

    private static final Rule SAYS_NOTHING = new Rule(false, (field, argument) -> {});
    // Looked into, field by field and element by element
    private static final Rule LOOKED_INTO = SAYS_NOTHING;

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("type", asks(Keywords::type)),
            Map.entry("required", asks(Keywords::required)),
            Map.entry("additionalProperties", asks(Keywords::additionalProperties)),
            Map.entry("minItems", asks(Limits::minItems)),
            Map.entry("maxItems", asks(Limits::maxItems)),
            Map.entry("uniqueItems", asks(Keywords::uniqueItems)),
            Map.entry("minLength", asks(Limits::minLength)),
            Map.entry("maxLength", asks(Limits::maxLength)),
            Map.entry("pattern", asks(Keywords::pattern)),
            Map.entry("enum", asks(Keywords::anEnum)),
            Map.entry("const", asks(Keywords::constant)),
            Map.entry("minimum", asks(Limits::minimum)),
            Map.entry("maximum", asks(Limits::maximum)),
            Map.entry("exclusiveMinimum", asks(Limits::exclusiveMinimum)),
            Map.entry("exclusiveMaximum", asks(Limits::exclusiveMaximum)),
            Map.entry("multipleOf", asks(Limits::multipleOf)),
            Map.entry("format", asks(Limits::format)),
            Map.entry("properties", LOOKED_INTO),
            Map.entry("items", LOOKED_INTO),
            Map.entry("default", SAYS_NOTHING),
            Map.entry("deprecated", SAYS_NOTHING),
            Map.entry("description", SAYS_NOTHING),
            Map.entry("example", SAYS_NOTHING),
            Map.entry("examples", SAYS_NOTHING),
            Map.entry("title", SAYS_NOTHING));

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String UNKNOWN = "not_in_the_contract";

    private Keywords() {}

    static Rule rule(String keyword, Field field) {
        Rule rule = RULES.get(keyword);
        if (rule == null) {
            throw unknown(keyword, field);
        }
        return rule;
    }

    /** The keyword with its value, unless that is long. */
    static String written(String keyword, JsonNode argument) {
        String value = argument.isString() ? argument.asString() : argument.toString();
        return value.length() > 40 ? keyword : keyword + " " + value;
    }

    private static void type(Field field, JsonNode type) {
        String keyword = written("type", type);
        if (field.text()) {
            texts(field).forEach(text -> field.other(keyword, NODES.stringNode(text), NEGATIVE));
            if (field.is("string")) {
                Stream.of("", "\u00df \u20ac \ud83d\ude42", "'\"<&%+")
                        .forEach(text -> field.other(keyword, NODES.stringNode(text), POSITIVE));
            } else if (!field.is("array") && !field.is("object")) {
                // A parameter without a value may count as one that was left out
                field.other(keyword, NODES.stringNode(""), field.place().endsWith("[]") ? NEGATIVE : POSITIVE);
            }
        } else {
            values().filter(value -> !isOf(field, value)).forEach(value -> field.other(keyword, value, NEGATIVE));
        }
        if (field.is("integer") && !field.text()) {
            field.known(
                    keyword,
                    field.example() + ".0",
                    NODES.numberNode(field.example().decimalValue().setScale(1)),
                    POSITIVE);
        }
        if (field.is("integer") && !field.schema().has("format")) {
            field.other(keyword, NODES.numberNode(BigInteger.TWO.pow(63)), BOUNDARY);
        }
        if (field.is("array") && !field.schema().path("uniqueItems").asBoolean(false)) {
            twice(field, keyword, POSITIVE);
        }
        if (field.is("object") && !field.schema().has("additionalProperties")) {
            field.known(keyword, "an unknown field", withUnknown(field), POSITIVE);
        }
    }

    private static Stream<JsonNode> values() {
        return Stream.of("null", "true", "\"x\"", "\"101\"", "\"\"", "7", "1.5", "[]", "[1]", "{}")
                .map(JSON::readTree);
    }

    // That stand for none of the types
    private static Stream<String> texts(Field field) {
        return Stream.of("x", "true", "1.5", "1 2", "0x10", "1,2", "[1]", "null")
                .filter(text -> !field.is("string") && !field.is("array") && !field.is("object"))
                .filter(text -> !isOf(field, Texts.read(field.schema(), text)));
    }

    private static boolean isOf(Field field, JsonNode value) {
        return field.types().stream().anyMatch(type -> switch (type) {
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> value.isNull();
        });
    }

    private static void required(Field field, JsonNode names) {
        names.forEach(name -> field.field(name.asString()).missing("required", NEGATIVE));
        field.schema().path("properties").propertyNames().stream()
                .filter(name -> names.valueStream()
                        .noneMatch(required -> required.asString().equals(name)))
                .filter(field.example()::has)
                .forEach(name -> field.field(name).missing("not required", POSITIVE));
    }

    private static void additionalProperties(Field field, JsonNode allowed) {
        if (!allowed.isBoolean() && !allowed.isEmpty()) {
            throw unknown("additionalProperties", field);
        }
        Kind kind = allowed.isBoolean() && !allowed.asBoolean() ? NEGATIVE : POSITIVE;
        field.known(written("additionalProperties", allowed), "an unknown field", withUnknown(field), kind);
    }

    private static ObjectNode withUnknown(Field field) {
        return ((ObjectNode) field.example().deepCopy()).put(UNKNOWN, "x");
    }

    static JsonNode another(JsonNode element, int number) {
        return element.isNumber()
                ? NODES.numberNode(element.decimalValue().add(BigDecimal.valueOf(1000L + number)))
                : NODES.stringNode(element.asString() + number);
    }

    private static void uniqueItems(Field field, JsonNode unique) {
        if (unique.asBoolean()) {
            twice(field, "uniqueItems true", NEGATIVE);
        }
    }

    // Unless that makes more elements than there may be
    private static void twice(Field field, String keyword, Kind kind) {
        ArrayNode twice = ((ArrayNode) field.example()).deepCopy();
        if (twice.size() < field.schema().path("maxItems").asInt(Integer.MAX_VALUE)) {
            field.known(keyword, "an element twice", twice.add(twice.get(0)), kind);
        }
    }

    private static void pattern(Field field, JsonNode regex) {
        Pattern pattern = Pattern.compile(regex.asString());
        List<String> strays = Stream.of("", " ", "x", "x y", "1", "-", "1,", ",1", "\u20ac")
                .filter(text -> !pattern.matcher(text).find())
                .toList();
        if (strays.isEmpty() || !pattern.matcher(field.example().asString()).find()) {
            throw new UnknownToTheCases("the pattern `%s` at %s: give an example there, and texts beside it in Keywords"
                    .formatted(regex.asString(), field.where()));
        }
        String keyword = written("pattern", regex);
        field.other(keyword, field.example(), POSITIVE);
        strays.forEach(text -> field.other(keyword, NODES.stringNode(text), NEGATIVE));
    }

    private static void anEnum(Field field, JsonNode values) {
        String keyword = written("enum", values);
        values.forEach(value -> field.other(keyword, value, POSITIVE));
        field.other(keyword, another(values.get(0), 0), NEGATIVE);
    }

    private static void constant(Field field, JsonNode value) {
        field.other(written("const", value), value, POSITIVE);
        field.other(written("const", value), another(value, 0), NEGATIVE);
    }

    static UnknownToTheCases unknown(String keyword, Field field) {
        return new UnknownToTheCases(
                "`%s` at %s: say in Keywords what cases it makes".formatted(keyword, field.where()));
    }

    private static Rule asks(BiConsumer<Field, JsonNode> variants) {
        return new Rule(true, variants);
    }
}
