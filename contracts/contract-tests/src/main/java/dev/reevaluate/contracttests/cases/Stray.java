package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values of all sorts, of which most schemas refuse some. */
final class Stray {

    private static final JsonMapper JSON = new JsonMapper();

    static final List<JsonNode> VALUES = Stream.of(
                    "null",
                    "true",
                    "\"x\"",
                    "\"\"",
                    "7",
                    "-1",
                    "0",
                    "1.5",
                    "[]",
                    "[1]",
                    "{}",
                    "1000000007",
                    "-1000000007",
                    "\"" + "x".repeat(300) + "\"",
                    "\"" + Keywords.UNKNOWN + "\"")
            .<JsonNode>map(JSON::readTree)
            .toList();

    private Stray() {}

    /** Returns the object without each of its fields, and with each that the schema speaks of as something else. */
    static List<JsonNode> fields(ObjectNode object, ResolvedSchema schema) {
        List<JsonNode> strays = new ArrayList<>();
        object.propertyNames().forEach(name -> strays.add(object.deepCopy().without(name)));
        Set<String> names = new LinkedHashSet<>(schema.propertyNames());
        schema.keyword("required").forEach(required -> required.forEach(name -> names.add(name.asString(""))));
        names.forEach(
                name -> VALUES.forEach(value -> strays.add(object.deepCopy().set(name, value))));
        return strays;
    }
}
