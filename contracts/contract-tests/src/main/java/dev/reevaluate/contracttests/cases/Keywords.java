package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import dev.reevaluate.document.EcmaPattern;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What cases each keyword of a schema makes. A keyword that is not here is reported as not supported. */
final class Keywords {

    /**
     * What a keyword asks.
     *
     * @param constrains whether it asks anything at all of a request
     */
    record Rule(boolean constrains, BiConsumer<ValueUnderTest, JsonNode> variants) {

        void vary(ValueUnderTest value, JsonNode argument) {
            variants.accept(value, argument);
        }
    }

    static final String UNKNOWN = "not_in_the_contract";

    private static final Rule SAYS_NOTHING = new Rule(false, (value, argument) -> {});
    private static final Map<String, Rule> RULES = rules();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Keywords() {}

    /** Returns what the keyword asks; empty where that is not known. */
    static Optional<Rule> rule(String keyword) {
        return keyword.startsWith("x-") ? Optional.of(SAYS_NOTHING) : Optional.ofNullable(RULES.get(keyword));
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        rules.put("type", asks(Types::vary));
        rules.put("required", asks(Keywords::required));
        rules.put("additionalProperties", asks(Keywords::additionalProperties));
        rules.put("minItems", asks(Limits::minItems));
        rules.put("maxItems", asks(Limits::maxItems));
        rules.put("uniqueItems", asks(Keywords::uniqueItems));
        rules.put("minLength", asks(Limits::minLength));
        rules.put("maxLength", asks(Limits::maxLength));
        rules.put("pattern", asks(Keywords::pattern));
        rules.put("enum", asks(Keywords::anEnum));
        rules.put("const", asks(Keywords::constant));
        rules.put("minimum", asks(Limits::minimum));
        rules.put("maximum", asks(Limits::maximum));
        rules.put("exclusiveMinimum", asks(Limits::exclusiveMinimum));
        rules.put("exclusiveMaximum", asks(Limits::exclusiveMaximum));
        rules.put("multipleOf", asks(Limits::multipleOf));
        rules.put("format", asks(Formats::vary));
        rules.put("discriminator", asks(Composition::discriminator));
        for (String keyword : Composition.OPAQUE) {
            rules.put(keyword, asks((value, argument) -> Composition.breakOpaque(value, keyword, argument)));
        }
        // Looked into, field by field and element by element; or said for readers, tools and generators
        for (String keyword : List.of(
                "properties",
                "items",
                "default",
                "deprecated",
                "description",
                "example",
                "examples",
                "title",
                "readOnly",
                "writeOnly",
                "externalDocs",
                "xml",
                "$comment",
                "$defs",
                "contentEncoding",
                "contentMediaType",
                "contentSchema",
                "then",
                "else")) {
            rules.put(keyword, SAYS_NOTHING);
        }
        return Map.copyOf(rules);
    }

    /** Returns the keyword with its value, unless that is long. */
    static String written(String keyword, JsonNode argument) {
        String value = argument.isString() ? argument.asString() : argument.toString();
        return value.length() > 40 ? keyword : keyword + " " + value;
    }

    private static void required(ValueUnderTest value, JsonNode names) {
        names.valueStream()
                .map(name -> value.field(name.asString()))
                .filter(field -> !field.isSet("readOnly"))
                .forEach(field -> field.missing("required", NEGATIVE));
        Set<String> required = value.required();
        value.schema().propertyNames().stream()
                .filter(name -> !required.contains(name))
                .filter(value.example()::has)
                .forEach(name -> value.field(name).missing("not required", POSITIVE));
    }

    private static void additionalProperties(ValueUnderTest value, JsonNode allowed) {
        String keyword = written("additionalProperties", allowed);
        if (value.example().isObject()) {
            value.known(keyword, "an unknown field", withUnknown(value), POSITIVE);
            value.known(keyword, "an unknown field", withUnknown(value), NEGATIVE);
        }
    }

    static ObjectNode withUnknown(ValueUnderTest value) {
        return ((ObjectNode) value.example().deepCopy()).put(UNKNOWN, "x");
    }

    static JsonNode another(JsonNode element, int number) {
        return element.isNumber()
                ? NODES.numberNode(element.decimalValue().add(BigDecimal.valueOf(1000L + number)))
                : NODES.stringNode(element.asString("") + number);
    }

    private static void uniqueItems(ValueUnderTest value, JsonNode unique) {
        if (unique.asBoolean()) {
            twice(value, "uniqueItems true", NEGATIVE);
        }
    }

    // Unless that makes more elements than there may be
    static void twice(ValueUnderTest value, String keyword, Kind kind) {
        if (value.example() instanceof ArrayNode list
                && !list.isEmpty()
                && list.size() < value.limit("maxItems").map(JsonNode::asInt).orElse(Integer.MAX_VALUE)) {
            value.known(keyword, "an element twice", list.deepCopy().add(list.get(0)), kind);
        }
    }

    private static void pattern(ValueUnderTest value, JsonNode regex) {
        EcmaPattern pattern = EcmaPattern.of(regex.asString());
        List<String> strays = Stream.of("", " ", "x", "x y", "1", "-", "1,", ",1", "\u20ac")
                .filter(text -> !pattern.isIn(text))
                .toList();
        if (strays.isEmpty() || !pattern.isIn(value.example().asString(""))) {
            value.notSupported(
                    "the pattern " + regex.asString(),
                    strays.isEmpty() ? "no text is known that it refuses" : "no example is given that follows it");
            return;
        }
        String keyword = written("pattern", regex);
        value.other(keyword, value.example(), POSITIVE);
        strays.forEach(text -> value.other(keyword, NODES.stringNode(text), NEGATIVE));
    }

    private static void anEnum(ValueUnderTest value, JsonNode values) {
        String keyword = written("enum", values);
        values.forEach(one -> value.other(keyword, one, POSITIVE));
        value.other(keyword, another(values.path(0), 0), NEGATIVE);
    }

    private static void constant(ValueUnderTest value, JsonNode constant) {
        value.other(written("const", constant), constant, POSITIVE);
        value.other(written("const", constant), another(constant, 0), NEGATIVE);
    }

    static void beyondBits(ValueUnderTest value, String keyword) {
        value.other(keyword, NODES.numberNode(BigInteger.TWO.pow(63)), BOUNDARY);
    }

    private static Rule asks(BiConsumer<ValueUnderTest, JsonNode> variants) {
        return new Rule(true, variants);
    }
}
