package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place of a value, while its variants are made.
 *
 * @param parent the place that it is in; null for the whole
 * @param place its name, from the outermost field inwards
 * @param example a good value
 * @param sure whether the server's data is known to have what the example names
 * @param text whether it is written as a text whose type only the schema tells, as in forms and queries
 * @param whole puts another value in this place, and gives all of it
 */
record ValueUnderTest(
        SchemaVariants variants,
        @Nullable ValueUnderTest parent,
        String place,
        ResolvedSchema schema,
        JsonNode example,
        boolean sure,
        boolean text,
        UnaryOperator<JsonNode> whole) {

    private static final List<String> INNER = List.of("properties", "items", "oneOf", "anyOf");

    /** Returns the types that are declared; none where any value is right. */
    Set<String> types() {
        Set<String> types = schema.types();
        if (types.equals(ResolvedSchema.ALL_TYPES)) {
            return Set.of();
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        return types;
    }

    boolean is(String type) {
        return types().contains(type);
    }

    boolean has(String keyword) {
        return !schema.keyword(keyword).isEmpty();
    }

    boolean isSet(String keyword) {
        return Sample.isSet(schema, keyword);
    }

    /** Returns the value of a keyword that sets a limit. */
    Optional<JsonNode> limit(String keyword) {
        return schema.keyword(keyword).stream().findFirst();
    }

    Set<String> required() {
        return schema.keyword("required").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A variant that the data has something to say about only if it has against the example. */
    void known(String keyword, String what, JsonNode value, Kind kind) {
        variants.add(new Variant(place, keyword, what, whole.apply(value), kind, sure));
    }

    /** A variant of which only the schema is asked; where it fits, the data decides. */
    void other(String keyword, JsonNode value, Kind kind) {
        if (value.equals(example)) {
            known(keyword, shortened(value), value, kind);
        } else {
            variants.add(new Variant(place, keyword, shortened(value), whole.apply(value), kind, false));
        }
    }

    /** A variant that a server may take or refuse. */
    void open(String keyword, JsonNode value) {
        variants.add(new Variant(place, keyword, shortened(value), whole.apply(value), Kind.OPEN, false));
    }

    /** Returns whether the value in this place breaks the keyword. */
    boolean breaks(String keyword, JsonNode value) {
        return variants.breaks(whole.apply(value), keyword);
    }

    /** Returns how much is wrong where the value is in this place. */
    int violations(JsonNode value) {
        return variants.violations(whole.apply(value));
    }

    /** Returns whether the value follows the schema, whatever else it follows. */
    boolean follows(ResolvedSchema one, JsonNode value) {
        return variants.follows(one, value);
    }

    boolean isInParameter() {
        return variants.areParameters();
    }

    void notSupported(String what, String why) {
        variants.notSupported(place, what, why);
    }

    /** Returns whether it is within a value of the same schema, whose fields have been looked into. */
    boolean isRecursive() {
        if (isAlternative()) {
            return false;
        }
        List<JsonNode> own = schema.keyword("properties");
        for (ValueUnderTest outer = parent; outer != null && !own.isEmpty(); outer = outer.parent) {
            List<JsonNode> properties = outer.schema.keyword("properties");
            if (properties.size() == own.size() && properties.get(0).equals(own.get(0))) {
                return true;
            }
        }
        return place.chars().filter(character -> character == '[').count() > 10;
    }

    /** Returns the parts of the document that say what is within it, each of them itself: another one may be written alike. */
    List<JsonNode> inner() {
        return INNER.stream()
                .flatMap(keyword -> schema.keyword(keyword).stream())
                .toList();
    }

    /** Returns the field of this object. */
    ValueUnderTest field(String name) {
        ResolvedSchema definition = schema.property(name);
        JsonNode given = example.path(name);
        Sample sample = given.isMissingNode() ? Sample.of(definition) : new Sample(given, true);
        UnaryOperator<JsonNode> put = value -> {
            ObjectNode object = (ObjectNode) example.deepCopy();
            if (value.isMissingNode()) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
            return whole.apply(object);
        };
        return new ValueUnderTest(
                variants,
                this,
                place.isEmpty() ? name : place + "." + name,
                definition,
                sample.value(),
                sure && sample.known(),
                // An object is one text, within which there is JSON
                text && isWhole(),
                put);
    }

    /** Returns the last element of this list. */
    ValueUnderTest element() {
        ResolvedSchema definition = schema.items();
        Sample sample = example.isEmpty() ? Sample.of(definition) : new Sample(example.get(example.size() - 1), true);
        UnaryOperator<JsonNode> put = value -> {
            ArrayNode list = (ArrayNode) example.deepCopy();
            if (list.isEmpty()) {
                list.add(value);
            } else {
                list.set(list.size() - 1, value);
            }
            return whole.apply(list);
        };
        return new ValueUnderTest(
                variants, this, place + "[]", definition, sample.value(), sure && sample.known(), text, put);
    }

    /** Returns the same place, where its value follows one of the alternatives. */
    ValueUnderTest alternative(String name, ResolvedSchema alternative) {
        boolean follows = variants.follows(alternative, example);
        Sample sample = follows ? new Sample(example, true) : Sample.of(alternative);
        return new ValueUnderTest(
                variants,
                this,
                place.isEmpty() ? "(" + name + ")" : place + " (" + name + ")",
                alternative,
                sample.value(),
                sure && sample.known(),
                text,
                whole);
    }

    /** Returns whether it is in no field of another one. */
    boolean isWhole() {
        return parent == null || (isAlternative() && parent.isWhole());
    }

    /** Returns whether it is a value as one of its alternatives. */
    boolean isAlternative() {
        return place.endsWith(")");
    }

    void missing(String keyword, Kind kind) {
        known(keyword, "missing", MissingNode.getInstance(), kind);
    }

    private static String shortened(JsonNode value) {
        String written = value.toString();
        return written.length() <= 40
                ? written
                : "%s... (%s characters)"
                        .formatted(written.substring(0, written.offsetByCodePoints(0, 12)), written.length());
    }
}
