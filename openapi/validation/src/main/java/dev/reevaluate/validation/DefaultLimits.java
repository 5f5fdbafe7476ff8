package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Refuses by name defaults that the generator leaves out or changes: who leaves the value out would send something else. */
final class DefaultLimits {

    private final OpenApiDocument document;

    DefaultLimits(OpenApiDocument document) {
        this.document = document;
    }

    /** Refuses a default that a field of a generated model would not have. */
    void check(String at) {
        JsonNode value = document.at(at).path("default");
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        digits(at);
        ResolvedSchema schema = document.schema(at);
        if (schema.keyword("type").isEmpty()
                || schema.types().contains("null")
                || document.at(at).has("allOf")) {
            throw refused(at, value, "the generated code has none for what may be null, has no type, or is an allOf");
        }
        if (value.valueStream().anyMatch(one -> one.isContainer() || one.isNull())) {
            throw refused(at, value, "the generated code has only texts, numbers and booleans within a default");
        }
        if (value.isObject() && !schema.propertyNames().containsAll(value.propertyNames())) {
            throw refused(at, value, "the generated code has only declared properties within a default");
        }
    }

    /** Refuses numbers of a default that the generator rounds. */
    void digits(String at) {
        JsonNode value = document.at(at).path("default");
        ResolvedSchema schema = document.schema(at);
        if (!exact(value, schema) || !value.valueStream().allMatch(one -> exact(one, schema.items()))) {
            throw refused(at, value, "the generated code has fewer digits");
        }
    }

    private static boolean exact(JsonNode value, ResolvedSchema schema) {
        if (!value.isNumber()) {
            return true;
        }
        String format = schema.keyword("format").stream()
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
        BigDecimal number = value.decimalValue();
        if (format.equals("float")) {
            return number.compareTo(new BigDecimal(Float.toString(number.floatValue()))) == 0;
        }
        return (value.isIntegralNumber() && !format.equals("double"))
                || number.compareTo(new BigDecimal(Double.toString(number.doubleValue()))) == 0;
    }

    private static UnsupportedSpecFeatureException refused(String at, JsonNode value, String why) {
        return new UnsupportedSpecFeatureException(at, "the default " + value, why);
    }
}
