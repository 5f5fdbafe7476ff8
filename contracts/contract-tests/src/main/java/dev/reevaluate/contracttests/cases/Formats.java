package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.BOUNDARY;
import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The cases of a value's format: values that are not of it. */
final class Formats {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    // They say how a value is shown or held, and refuse none
    private static final Set<String> ANNOTATIONS = Set.of("float", "double", "password", "binary", "html");
    private static final Map<String, List<String>> STRAYS = Map.ofEntries(
            Map.entry("uuid", List.of("x", "7d444840-9dc0-11d1-b245", "7d444840-9dc0-11d1-b245-5ffdce74fadg")),
            Map.entry("date", List.of("x", "2026-02-30", "2026-13-01", "31.01.2026", "2026-01-31T10:00:00Z")),
            Map.entry("date-time", List.of("x", "2026-02-30T10:00:00Z", "2026-01-31", "2026-01-31 10:00")),
            Map.entry("time", List.of("x", "25:00:00Z")),
            Map.entry("duration", List.of("x", "1 day")),
            Map.entry("email", List.of("x", "@example.org")),
            Map.entry("hostname", List.of("-", "a b")),
            Map.entry("ipv4", List.of("x", "256.0.0.1")),
            Map.entry("ipv6", List.of("x", "12345::")),
            Map.entry("uri", List.of("x", "a b")),
            Map.entry("idn-email", List.of("x", "@example.org")),
            Map.entry("idn-hostname", List.of("-", "a b")),
            Map.entry("uri-reference", List.of("a b")),
            Map.entry("iri", List.of("x", "a b")),
            Map.entry("iri-reference", List.of("a b")),
            Map.entry("json-pointer", List.of("x")),
            Map.entry("relative-json-pointer", List.of("x")),
            Map.entry("regex", List.of("(")),
            Map.entry("byte", List.of("x", "=")));

    private Formats() {}

    static void vary(ValueUnderTest value, JsonNode format) {
        String name = format.asString();
        Stream.of(IntegerFormat.values())
                .filter(known -> known.getName().equals(name))
                .forEach(known -> bits(value, known));
        if (STRAYS.containsKey(name)) {
            value.other("format " + name, value.example(), POSITIVE);
            STRAYS.get(name).forEach(text -> value.other("format " + name, NODES.stringNode(text), NEGATIVE));
        } else if (!isKnown(name)) {
            value.notSupported("the format " + name, "no values are known that it refuses");
        }
    }

    /** Returns whether it only says how a value is shown or held. */
    static boolean isAnnotation(String name) {
        return ANNOTATIONS.contains(name);
    }

    /** Returns whether the judge knows its values, or there is nothing to know. */
    static boolean isKnown(String name) {
        return STRAYS.containsKey(name)
                || ANNOTATIONS.contains(name)
                || Stream.of(IntegerFormat.values())
                        .anyMatch(known -> known.getName().equals(name));
    }

    // Where a limit is set beside it, that one holds
    private static void bits(ValueUnderTest value, IntegerFormat format) {
        String keyword = "format " + format.getName();
        BigInteger end = BigInteger.TWO.pow(format.bits());
        if (!value.has("maximum") && !value.has("exclusiveMaximum")) {
            value.other(keyword, NODES.numberNode(end.subtract(BigInteger.ONE)), BOUNDARY);
            value.other(keyword, NODES.numberNode(end), NEGATIVE);
        }
        if (!value.has("minimum") && !value.has("exclusiveMinimum")) {
            value.other(keyword, NODES.numberNode(end.negate()), BOUNDARY);
            value.other(keyword, NODES.numberNode(end.negate().subtract(BigInteger.ONE)), NEGATIVE);
        }
    }
}
