package dev.reevaluate.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.reevaluate.document.NearestName;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Refuses keywords that JSON Schema would leave out without a word, and keywords whose values it can't use. */
final class SchemaKeywords {

    private static final Set<String> KNOWN = known();
    private static final Schema SCHEMA_OF_SCHEMAS = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    // Known, but not asserted of values
    private static final Map<String, String> NOT_ASSERTED = Map.of(
            "contentEncoding", "what is encoded is not looked into: say format: byte for Base64",
            "contentMediaType", "what a text holds is not looked into",
            "contentSchema", "what a text holds is not looked into");

    private static final Set<String> COUNTS = Set.of(
            "minItems",
            "maxItems",
            "minContains",
            "maxContains",
            "minLength",
            "maxLength",
            "minProperties",
            "maxProperties");

    private SchemaKeywords() {}

    // The library has its own words among them, and one of an older JSON Schema, which it can't read
    private static Set<String> known() {
        Set<String> known = new HashSet<>(Dialects.getOpenApi31().getKeywords().keySet());
        known.removeAll(Set.of("true", "false", "notAllowed", "id"));
        return known;
    }

    /** Refuses keywords of a request's schema itself that say nothing about a value. */
    static void checkAsserted(String at, JsonNode schema) {
        schema.propertyNames().forEach(name -> {
            String reason = NOT_ASSERTED.get(name);
            if (reason != null) {
                throw new UnsupportedSpecFeatureException(at, name + " in a request", reason);
            }
        });
    }

    /** Refuses keywords of the schema itself that there are not. */
    static void checkNames(String at, JsonNode schema) {
        schema.propertyNames().forEach(name -> {
            if (!KNOWN.contains(name) && !name.startsWith("x-")) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "the keyword " + name,
                        name.equals("nullable")
                                ? "OpenAPI 3.1 has none: write type: [..., 'null']"
                                : NearestName.among(KNOWN, name)
                                        .map("JSON Schema has none of that name: did you mean %s?"::formatted)
                                        .orElse(
                                                "JSON Schema has none and would leave it out; extensions begin with x-"));
            }
        });
    }

    /** Refuses counts that the library can't read, or reads as smaller ones. */
    static void checkCounts(String at, JsonNode schema) {
        COUNTS.stream()
                .filter(keyword -> schema.path(keyword).isNumber()
                        && schema.path(keyword).decimalValue().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0)
                .findFirst()
                .ifPresent(keyword -> {
                    throw new UnsupportedSpecFeatureException(
                            at, "the value of " + keyword, "nothing that is sent is as large: leave it out");
                });
    }

    /** Refuses values of keywords that can't be used, in the schema and in those inside of it. */
    static void checkValues(String at, JsonNode schema) {
        SCHEMA_OF_SCHEMAS.validate(schema).stream().findFirst().ifPresent((Error error) -> {
            String keyword = error.getInstanceLocation().toString();
            throw new UnsupportedSpecFeatureException(
                    at + keyword,
                    "the value of " + keyword.substring(keyword.lastIndexOf('/') + 1),
                    "JSON Schema says: " + error.getMessage());
        });
    }
}
