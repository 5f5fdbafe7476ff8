package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good value of a schema.
 *
 * @param known whether the document gives it as an example, so that the server's data has what it names; else it is made up
 */
record Sample(JsonNode value, boolean known) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 20;
    private static final Map<String, String> OF_FORMATS = Map.ofEntries(
            Map.entry("uuid", "7d444840-9dc0-11d1-b245-5ffdce74fad2"),
            Map.entry("date", "2026-01-31"),
            Map.entry("date-time", "2026-01-31T10:00:00Z"),
            Map.entry("time", "10:00:00Z"),
            Map.entry("duration", "P1D"),
            Map.entry("email", "someone@example.org"),
            Map.entry("idn-email", "someone@example.org"),
            Map.entry("hostname", "example.org"),
            Map.entry("idn-hostname", "example.org"),
            Map.entry("ipv4", "192.0.2.1"),
            Map.entry("ipv6", "2001:db8::1"),
            Map.entry("uri", "https://example.org/"),
            Map.entry("iri", "https://example.org/"),
            Map.entry("json-pointer", "/x"),
            Map.entry("relative-json-pointer", "0/x"),
            Map.entry("byte", "eHg="));

    static Sample of(ResolvedSchema schema) {
        return of(schema, 0);
    }

    /** Of a value that is to be there. */
    static Sample otherThanNull(ResolvedSchema schema) {
        return of(schema, 0, false);
    }

    /** Of a schema that others lead to, of which no end is known. */
    static Sample of(ResolvedSchema schema, int depth) {
        return of(schema, depth, true);
    }

    private static Sample of(ResolvedSchema schema, int depth, boolean mayBeNull) {
        return given(schema).stream()
                .filter(value -> mayBeNull || !value.isNull())
                .findFirst()
                .map(value -> new Sample(value, true))
                .orElseGet(() -> new Sample(madeUp(schema, depth, mayBeNull), false));
    }

    private static List<JsonNode> given(ResolvedSchema schema) {
        List<JsonNode> given = new ArrayList<>(schema.keyword("example"));
        schema.keyword("examples").forEach(examples -> given.addAll(examples.values()));
        given.addAll(schema.keyword("default"));
        given.addAll(schema.keyword("const"));
        schema.keyword("enum").forEach(values -> given.addAll(values.values()));
        return given;
    }

    private static JsonNode madeUp(ResolvedSchema schema, int depth, boolean mayBeNull) {
        List<ResolvedSchema> alternatives = List.copyOf(schema.alternatives().values());
        if (!alternatives.isEmpty()) {
            ResolvedSchema chosen = alternatives.stream()
                    .filter(one -> mayBeNull || !one.types().equals(Set.of("null")))
                    .findFirst()
                    .orElse(alternatives.get(0));
            return of(chosen, depth + 1, mayBeNull).value();
        }
        Set<String> types = schema.types();
        types.remove(types.size() > 1 ? "null" : "");
        String type = types.equals(ResolvedSchema.ALL_TYPES) || types.contains("string")
                ? "string"
                : types.stream().findFirst().orElse("string");
        return switch (depth > DEEPEST ? "null" : type) {
            case "object" -> object(schema, depth);
            case "array" -> list(schema, depth);
            case "integer", "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(text(schema));
        };
    }

    /** Returns one with the fields that there must be. */
    static ObjectNode object(ResolvedSchema schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.keyword("required")
                .forEach(names -> names.forEach(name -> {
                    ResolvedSchema property = schema.property(name.asString());
                    if (!isSet(property, "readOnly")) {
                        object.set(name.asString(), of(property, depth + 1).value());
                    }
                }));
        new FurtherFields(schema, depth)
                .fill(object, Math.min(FurtherFields.MOST, Limits.largest(schema, "minProperties")));
        return object;
    }

    /** Returns one with the elements that there must be, and one at least if there may be. */
    static ArrayNode list(ResolvedSchema schema, int depth) {
        ArrayNode list = JSON.arrayNode();
        int positions = schema.keyword("prefixItems").stream()
                .mapToInt(JsonNode::size)
                .max()
                .orElse(0);
        for (int i = 0; i < positions; i++) {
            int position = i;
            list.add(of(schema.within(one -> one.path("prefixItems").path(position)), depth + 1)
                    .value());
        }
        int most = smallest(schema, "maxItems");
        int contained = contained(schema);
        if (contained > 0) {
            ResolvedSchema meant = schema.items().and(schema.within(one -> one.path("contains")));
            fill(list, of(meant, depth + 1).value(), Math.min(most, contained), schema);
        }
        // One that may be anything, besides those that the list is to contain
        int free = contained == 0 ? 1 : smallest(schema, "maxContains") > contained ? contained + 1 : contained;
        int size = Math.min(most, Math.max(free, Limits.largest(schema, "minItems")));
        fill(list, of(schema.items(), depth + 1).value(), size, schema);
        return list;
    }

    private static void fill(ArrayNode list, JsonNode element, int size, ResolvedSchema schema) {
        for (int i = list.size(); i < size; i++) {
            list.add(i > 0 && isSet(schema, "uniqueItems") ? Keywords.another(element, i) : element);
        }
    }

    // How many elements are to be such as the list must contain
    private static int contained(ResolvedSchema schema) {
        return schema.keyword("contains").isEmpty()
                ? 0
                : schema.keyword("minContains").isEmpty() ? 1 : Limits.largest(schema, "minContains");
    }

    private static int smallest(ResolvedSchema schema, String keyword) {
        return schema.keyword(keyword).stream()
                .mapToInt(limit -> limit.asInt(Integer.MAX_VALUE))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static String text(ResolvedSchema schema) {
        return schema.keyword("format").stream()
                .map(format -> OF_FORMATS.get(format.asString("")))
                .filter(text -> text != null)
                .findFirst()
                .or(() -> schema.keyword("pattern").stream()
                        .flatMap(regex -> PatternText.of(regex.asString("")).stream())
                        .findFirst())
                .orElseGet(() -> "x".repeat(Math.max(1, Limits.largest(schema, "minLength"))));
    }

    private static BigDecimal number(ResolvedSchema schema) {
        for (JsonNode divisor : schema.keyword("multipleOf")) {
            return divisor.decimalValue();
        }
        for (JsonNode minimum : schema.keyword("minimum")) {
            return minimum.decimalValue();
        }
        for (JsonNode minimum : schema.keyword("exclusiveMinimum")) {
            return minimum.decimalValue().add(BigDecimal.ONE);
        }
        for (JsonNode maximum : schema.keyword("maximum")) {
            return maximum.decimalValue();
        }
        for (JsonNode maximum : schema.keyword("exclusiveMaximum")) {
            return maximum.decimalValue().subtract(BigDecimal.ONE);
        }
        return BigDecimal.ONE;
    }

    static boolean isSet(ResolvedSchema schema, String keyword) {
        return schema.keyword(keyword).stream().anyMatch(value -> value.asBoolean(false));
    }
}
