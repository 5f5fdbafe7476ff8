package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
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
    private final OpenApiDocument document;

    SchemaChecks(OpenApiDocument document) {
        this.document = document;
    }

    /** Refuses by name what can't be checked of a value of the schema at the place. */
    void check(String at) {
        new SchemaWalk(document).each(at, place -> {
            format(place, document.at(place).path("format").asString(""));
            required(place, document.at(place));
        });
    }

    private static void format(String at, String format) {
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            throw new UnsupportedSpecFeatureException(
                    at, "format " + format + " in a request", "only values of " + sorted() + " can be checked");
        }
    }

    // Whether it must be sent, OpenAPI 3.0 and JSON Schema answer differently
    private void required(String at, JsonNode schema) {
        schema.path("required").forEach(name -> {
            String property = at + "/properties/" + OpenApiDocument.escaped(name.asString(""));
            if (document.schema(property).keyword("readOnly").stream().anyMatch(JsonNode::asBoolean)) {
                throw new UnsupportedSpecFeatureException(
                        property,
                        "a property of a request that is readOnly and required",
                        "callers would have to send what only the server sets: require it in the answer's schema");
            }
        });
    }

    private static String sorted() {
        return FORMATS.stream().sorted().toList().toString();
    }
}
