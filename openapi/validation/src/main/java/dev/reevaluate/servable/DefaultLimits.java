package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Refuses by name defaults that the generator leaves out or changes: who leaves the value out would send something else. */
final class DefaultLimits {

    // Of a text in a list the generator escapes nothing
    private static final Pattern QUOTED = Pattern.compile("[\"\\\\]");

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
        JsonNode items = document.at(at).path("items");
        if (!value.valueStream().allMatch(one -> one.isString() || isNamed(one, schema.items(), items.has("enum")))) {
            throw refused(at, value, "the generated code has no such choices of another schema: list them in items");
        }
        if (value.isObject() && !schema.propertyNames().containsAll(value.propertyNames())) {
            throw refused(at, value, "the generated code has only declared properties within a default");
        }
    }

    /** Refuses a default that the parameter of a generated method would not have, or would have as a text. */
    void parameter(String parameter) {
        String at = parameter;
        while (document.at(at).size() == 1 && document.at(at).path("$ref").isString()) {
            at = document.at(at).path("$ref").asString();
        }
        JsonNode schema = document.at(at);
        boolean written = schema.has("default") && !schema.has("anyOf") && !schema.has("oneOf");
        for (JsonNode value :
                written ? List.of(schema.path("default")) : document.schema(at).keyword("default")) {
            if (written && (value.isNull() || value.valueStream().anyMatch(JsonNode::isNull))) {
                throw refused(at, value, "the generated method would have the text null: leave it out");
            }
            if (!written && !value.isNull()) {
                throw refused(at, value, "the generated method would have none: write it beside type");
            }
        }
    }

    // The generator calls a choice by its number in one way here, and in another one where it is shared
    private static boolean isNamed(JsonNode element, ResolvedSchema items, boolean own) {
        return own
                || !element.isNumber()
                || items.keyword("enum").isEmpty()
                || (items.allows("integer")
                        && !items.allows("number")
                        && items.keyword("format").stream()
                                .noneMatch(format -> format.asString("").equals("int64")));
    }

    /** Refuses elements of a default list that the generator writes as others. */
    void list(String at) {
        List<String> names = document.schema(at).items().keyword("enum").stream()
                .flatMap(JsonNode::valueStream)
                .map(DefaultLimits::constant)
                .toList();
        JsonNode value = document.at(at).path("default");
        for (JsonNode element : value.isArray() ? value : MissingNode.getInstance()) {
            ModelLimits.text(at, "default", element);
            if (QUOTED.matcher(element.asString("")).find() || Collections.frequency(names, constant(element)) > 1) {
                throw new UnsupportedSpecFeatureException(
                        at, "%s in a default list".formatted(element), "the generator writes another value");
            }
        }
    }

    // As the generator calls a choice
    private static String constant(JsonNode choice) {
        return choice.asString("")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
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
