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
            Map.entry("minItems", asks(Keywords::minItems)),
            Map.entry("maxItems", asks(Keywords::maxItems)),
            Map.entry("uniqueItems", asks(Keywords::uniqueItems)),
            Map.entry("minLength", asks(Keywords::minLength)),
            Map.entry("maxLength", asks(Keywords::maxLength)),
            Map.entry("pattern", asks(Keywords::pattern)),
            Map.entry("enum", asks(Keywords::anEnum)),
            Map.entry("const", asks(Keywords::constant)),
            Map.entry("minimum", asks(Keywords::minimum)),
            Map.entry("maximum", asks(Keywords::maximum)),
            Map.entry("exclusiveMinimum", asks(Keywords::exclusiveMinimum)),
            Map.entry("exclusiveMaximum", asks(Keywords::exclusiveMaximum)),
            Map.entry("multipleOf", asks(Keywords::multipleOf)),
            Map.entry("format", asks(Keywords::format)),
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
    private static final Map<String, Integer> BITS = Map.of("int32", 31, "int64", 63);
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
            field.known(keyword, field.example() + ".0", NODES.numberNode(fraction(field)), POSITIVE);
        }
        if (field.is("integer") && !field.schema().has("format")) {
            field.other(keyword, NODES.numberNode(BigInteger.TWO.pow(63)), BOUNDARY);
        }
        if (field.is("array") && !field.schema().path("uniqueItems").asBoolean(false)) {
            ArrayNode twice = ((ArrayNode) field.example()).deepCopy();
            field.known(keyword, "an element twice", twice.add(twice.get(0)), POSITIVE);
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

    private static BigDecimal fraction(Field field) {
        return field.example().decimalValue().setScale(1);
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

    private static void minItems(Field field, JsonNode limit) {
        items(field, "minItems", limit.asInt(), limit.asInt(), BOUNDARY);
        items(field, "minItems", limit.asInt(), limit.asInt() - 1, NEGATIVE);
    }

    private static void maxItems(Field field, JsonNode limit) {
        items(field, "maxItems", limit.asInt(), limit.asInt(), BOUNDARY);
        items(field, "maxItems", limit.asInt(), limit.asInt() + 1, NEGATIVE);
    }

    private static void items(Field field, String keyword, int limit, int size, Kind kind) {
        // A text can't say that a list is empty, only that it is missing
        if (size < 0 || (size == 0 && field.text())) {
            return;
        }
        ArrayNode list = NODES.arrayNode();
        JsonNode example = field.example();
        boolean unique = field.schema().path("uniqueItems").asBoolean(false);
        for (int i = 0; i < size; i++) {
            JsonNode element = example.get(i % example.size());
            list.add(unique && i >= example.size() ? another(element, i) : element);
        }
        String what = size == 1 ? "1 element" : size + " elements";
        if (unique && size > example.size()) {
            field.other(keyword + " " + limit, list, kind);
        } else {
            field.known(keyword + " " + limit, what, list, kind);
        }
    }

    private static JsonNode another(JsonNode element, int number) {
        return element.isNumber()
                ? NODES.numberNode(element.decimalValue().add(BigDecimal.valueOf(1000L + number)))
                : NODES.stringNode(element.asString() + number);
    }

    private static void uniqueItems(Field field, JsonNode unique) {
        if (unique.asBoolean()) {
            ArrayNode twice = ((ArrayNode) field.example()).deepCopy();
            field.known("uniqueItems true", "an element twice", twice.add(twice.get(0)), NEGATIVE);
        }
    }

    private static void minLength(Field field, JsonNode limit) {
        length(field, "minLength", limit.asInt(), limit.asInt(), BOUNDARY);
        length(field, "minLength", limit.asInt(), limit.asInt() - 1, NEGATIVE);
    }

    private static void maxLength(Field field, JsonNode limit) {
        length(field, "maxLength", limit.asInt(), limit.asInt(), BOUNDARY);
        length(field, "maxLength", limit.asInt(), limit.asInt() + 1, NEGATIVE);
    }

    private static void length(Field field, String keyword, int limit, int length, Kind kind) {
        String example = field.example().asString();
        if (length < 0 || example.isEmpty()) {
            return;
        }
        field.other(
                keyword + " " + limit,
                NODES.stringNode(example.repeat(length / example.length() + 1).substring(0, length)),
                kind);
        if (!field.schema().has("pattern")) {
            // Counted in characters, of which each of these is two in a Java string
            field.other(keyword + " " + limit, NODES.stringNode("\ud83d\ude42".repeat(length)), kind);
        }
    }

    private static void pattern(Field field, JsonNode regex) {
        Pattern pattern = Pattern.compile(regex.asString());
        List<String> strays = Stream.of(
                        "",
                        " ",
                        "x",
                        "1",
                        "-",
                        "1,",
                        ",1",
                        "\u20ac",
                        field.example().asString() + "\n")
                .filter(text -> !pattern.matcher(text).find())
                .toList();
        if (strays.isEmpty() || !pattern.matcher(field.example().asString()).find()) {
            throw new UnknownToTheCases(
                    "the pattern `%s` at %s".formatted(regex.asString(), field.place()),
                    "Keywords (or in an example there)");
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

    private static void minimum(Field field, JsonNode limit) {
        number(field, "minimum", limit, BigDecimal.ZERO, BOUNDARY);
        number(field, "minimum", limit, step(field).negate(), NEGATIVE);
    }

    private static void maximum(Field field, JsonNode limit) {
        number(field, "maximum", limit, BigDecimal.ZERO, BOUNDARY);
        number(field, "maximum", limit, step(field), NEGATIVE);
    }

    private static void exclusiveMinimum(Field field, JsonNode limit) {
        number(field, "exclusiveMinimum", limit, step(field), BOUNDARY);
        number(field, "exclusiveMinimum", limit, BigDecimal.ZERO, NEGATIVE);
    }

    private static void exclusiveMaximum(Field field, JsonNode limit) {
        number(field, "exclusiveMaximum", limit, step(field).negate(), BOUNDARY);
        number(field, "exclusiveMaximum", limit, BigDecimal.ZERO, NEGATIVE);
    }

    private static void multipleOf(Field field, JsonNode divisor) {
        number(field, "multipleOf", divisor, BigDecimal.ZERO, POSITIVE);
        BigDecimal beside =
                field.is("integer") ? BigDecimal.ONE : divisor.decimalValue().multiply(new BigDecimal("0.5"));
        number(field, "multipleOf", divisor, beside, NEGATIVE);
    }

    private static void number(Field field, String keyword, JsonNode limit, BigDecimal further, Kind kind) {
        BigDecimal value = limit.decimalValue().add(further);
        field.other(
                keyword + " " + limit,
                field.is("integer") ? NODES.numberNode(value.toBigIntegerExact()) : NODES.numberNode(value),
                kind);
    }

    // The least that tells two of them apart; multiples stay multiples
    private static BigDecimal step(Field field) {
        BigDecimal least = field.is("integer") ? BigDecimal.ONE : new BigDecimal("0.5");
        return field.schema().path("multipleOf").decimalValue(least);
    }

    private static void format(Field field, JsonNode format) {
        String name = format.asString();
        if (BITS.containsKey(name)) {
            BigInteger end = BigInteger.TWO.pow(BITS.get(name));
            boolean below = Stream.of("minimum", "exclusiveMinimum").noneMatch(field.schema()::has);
            boolean above = Stream.of("maximum", "exclusiveMaximum").noneMatch(field.schema()::has);
            if (above) {
                field.other("format " + name, NODES.numberNode(end.subtract(BigInteger.ONE)), BOUNDARY);
                field.other("format " + name, NODES.numberNode(end), NEGATIVE);
            }
            if (below) {
                field.other("format " + name, NODES.numberNode(end.negate()), BOUNDARY);
                field.other("format " + name, NODES.numberNode(end.negate().subtract(BigInteger.ONE)), NEGATIVE);
            }
        } else if (!name.equals("float") && !name.equals("double")) {
            throw unknown("format: " + name, field);
        }
    }

    private static UnknownToTheCases unknown(String keyword, Field field) {
        return new UnknownToTheCases(
                "`%s` at %s".formatted(keyword, field.place().isEmpty() ? "the whole" : field.place()), "Keywords");
    }

    private static Rule asks(BiConsumer<Field, JsonNode> variants) {
        return new Rule(true, variants);
    }
}
