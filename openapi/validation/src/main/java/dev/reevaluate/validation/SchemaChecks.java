package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.SchemaWalk;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks through a schema of a request, and through what it refers to, for what can't be checked of its values. */
final class SchemaChecks {

    private static final Set<String> FORMATS = Set.of(
            "date-time",
            "date",
            "time",
            "duration",
            "email",
            "idn-email",
            "hostname",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "iri",
            "iri-reference",
            "uuid",
            "json-pointer",
            "relative-json-pointer",
            "regex",
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "password");
    static final Set<String> NUMBERS = Set.of("int32", "int64", "float", "double");

    private final OpenApiDocument document;
    private final SchemaWalk counts;
    private final SchemaWalk values;
    private final SchemaWalk asserted;

    SchemaChecks(OpenApiDocument document) {
        this.document = document;
        this.counts = new SchemaWalk(document);
        this.values = new SchemaWalk(document);
        this.asserted = new SchemaWalk(document);
    }

    /** Refuses by name what can't be checked of a value of the schema at the place. */
    void check(String at) {
        keywords(Set.of(at));
        asserted.each(at, place -> {
            JsonNode schema = document.at(place);
            SchemaKeywords.checkAsserted(place, schema);
            if (schema.has("format")) {
                format(place, schema.path("format").asString(""));
            }
            required(place);
        });
    }

    /** Refuses by name keywords that there are not, and values that they can't have, in the schemas at the places. */
    void keywords(Set<String> places) {
        places.forEach(at -> counts.each(at, place -> SchemaKeywords.checkCounts(place, document.at(place))));
        Set<String> whole = new HashSet<>();
        places.forEach(at -> values.each(at, place -> {
            JsonNode schema = document.at(place);
            if (!isWithin(whole, place)) {
                SchemaKeywords.checkValues(place, schema);
                whole.add(place);
            }
            SchemaKeywords.checkNames(place, schema);
        }));
    }

    private static boolean isWithin(Set<String> places, String place) {
        for (int end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
            if (places.contains(place.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private void format(String at, String format) {
        Set<String> types = document.schema(at).types();
        boolean fits = NUMBERS.contains(format)
                ? types.contains("integer") || types.contains("number")
                : types.contains("string");
        if (FORMATS.contains(format) && !fits) {
            throw new UnsupportedSpecFeatureException(
                    at, "format " + format + " of a value that may be " + types, "it says nothing about those");
        }
        if (!FORMATS.contains(format)) {
            throw new UnsupportedSpecFeatureException(
                    at, "format " + format + " in a request", "only values of " + sorted() + " can be checked");
        }
    }

    // Whether it must be sent, OpenAPI 3.0 and JSON Schema answer differently
    private void required(String at) {
        ResolvedSchema schema = document.schema(at);
        for (JsonNode names : schema.keyword("required")) {
            for (JsonNode name : names) {
                if (schema.property(name.asString("")).keyword("readOnly").stream()
                        .anyMatch(JsonNode::asBoolean)) {
                    throw new UnsupportedSpecFeatureException(
                            declared(at, name.asString("")),
                            "a property of a request that is readOnly and required",
                            "callers would have to send what only the server sets: require it in the answer's schema");
                }
            }
        }
    }

    // Beside what requires it, or in another schema that holds of the same value
    private String declared(String at, String name) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(at));
        while (!next.isEmpty()) {
            String place = next.pop();
            String property = place + "/properties/" + OpenApiDocument.escaped(name);
            if (!document.at(property).isMissingNode()) {
                return property;
            }
            JsonNode schema = document.at(place);
            if (seen.add(place)) {
                if (schema.has("$ref")) {
                    next.add(schema.path("$ref").asString());
                }
                for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
                    for (int i = 0; i < schema.path(keyword).size(); i++) {
                        next.add("%s/%s/%s".formatted(place, keyword, i));
                    }
                }
            }
        }
        return at;
    }

    private static String sorted() {
        return FORMATS.stream().sorted().toList().toString();
    }
}
