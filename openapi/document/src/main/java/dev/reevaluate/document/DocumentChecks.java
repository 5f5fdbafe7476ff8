package dev.reevaluate.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks through a whole document for what can't be honoured anywhere in it. */
final class DocumentChecks {

    private static final Set<String> UNKNOWN =
            Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef");
    private static final Set<String> DIALECTS = Set.of("$schema", "$vocabulary", "jsonSchemaDialect");
    private static final Set<String> CHOICES = Set.of("type", "enum");
    private static final String OWN_DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base";

    // Anchors, quotations, octals, codes in braces, classes without them, scripts that are not said to be some, POSIX
    // classes, flags, and a class that begins with its end: ECMA-262 writes them otherwise, or not at all
    private static final Pattern ONLY_RE2 = Pattern.compile(
            "^([^\\\\]|\\\\[^AzZQECaG])*(\\\\[AzZQECaG0-9]|\\\\x\\{|\\\\[pP]([^{]|\\{\\^|\\{(\\w{4,}|Lao|Nko|Vai|Yi)})|\\[\\[:|\\[\\^?]|\\(\\?([a-zA-Z-]|P<))");

    private final OpenApiDocument document;

    DocumentChecks(OpenApiDocument document) {
        this.document = document;
    }

    void check() {
        DocumentWalk.each(
                document.root(),
                "#",
                (place, object) -> object.properties()
                        .forEach(field -> keyword(
                                field.getKey(),
                                field.getValue(),
                                place + "/" + OpenApiDocument.escaped(field.getKey()))));
    }

    private void keyword(String name, JsonNode value, String at) {
        if (UNKNOWN.contains(name)) {
            throw new UnsupportedSpecFeatureException(
                    at, name, "schemas are found by their place in the document alone");
        }
        if (DIALECTS.contains(name) && !value.asString("").equals(OWN_DIALECT)) {
            throw new UnsupportedSpecFeatureException(at, "another dialect of schemas", "OpenAPI's own is checked");
        }
        if (CHOICES.contains(name)) {
            choices(name, value, at);
        }
        if (name.equals("$ref")) {
            reference(value, at);
        }
        if (name.equals("pattern") && value.isString()) {
            pattern(value.asString(), at);
        }
        if (name.equals("patternProperties")) {
            value.propertyNames().forEach(pattern -> pattern(pattern, at + "/" + OpenApiDocument.escaped(pattern)));
        }
    }

    private static void choices(String name, JsonNode value, String at) {
        if (value.isArray() && value.isEmpty()) {
            throw new UnsupportedSpecFeatureException(at, name + ": []", "no value would be right: leave it out");
        }
        Set<JsonNode> once = new HashSet<>();
        for (JsonNode one : value) {
            if (name.equals("type") && !once.add(one)) {
                throw new UnsupportedSpecFeatureException(
                        at, "the type " + one.asString("") + " twice", "JSON Schema has each once");
            }
        }
    }

    private void reference(JsonNode value, String at) {
        if (!value.isString()) {
            throw ObjectChecks.other(at, value, "a text");
        }
        String reference = value.asString();
        if (document.at(reference).isMissingNode()) {
            throw new UnsupportedSpecFeatureException(at, "$ref to " + reference, "nothing is there");
        }
    }

    // Whoever sends a value decides how long a backtracking expression takes
    private static void pattern(String pattern, String at) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw expression(pattern, at, "RE2 can't read it (" + e.getDescription() + ")");
        }
        if (ONLY_RE2.matcher(pattern).find()) {
            throw expression(pattern, at, "JSON Schema's expressions, those of ECMA-262, read it as something else");
        }
    }

    private static UnsupportedSpecFeatureException expression(String pattern, String at, String why) {
        return new UnsupportedSpecFeatureException(at, "the regular expression " + pattern, why);
    }
}
