package dev.reevaluate.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks through a whole document for what can't be honoured anywhere in it. */
final class DocumentChecks {

    static final int MOST_REFERENCES = 50;

    private static final Set<String> NAMES = Set.of("properties", "patternProperties", "schemas", "paths", "$defs");
    private static final Set<String> UNKNOWN =
            Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef");

    private final OpenApiDocument document;

    DocumentChecks(OpenApiDocument document) {
        this.document = document;
    }

    void check() {
        check(document.root(), "#", false);
    }

    private void check(JsonNode node, String place, boolean names) {
        node.properties().forEach(field -> {
            String name = field.getKey();
            String at = place + "/" + OpenApiDocument.escaped(name);
            JsonNode value = field.getValue();
            if (!names) {
                keyword(name, value, at);
            }
            if (names || !OpenApiDocument.DATA.contains(name)) {
                check(value, at, !names && NAMES.contains(name));
            }
            if (place.endsWith("/patternProperties")) {
                pattern(name, at);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), place + "/" + i, false);
        }
    }

    private void keyword(String name, JsonNode value, String at) {
        if (UNKNOWN.contains(name)) {
            throw new UnsupportedSpecFeatureException(
                    at, name, "schemas are found by their place in the document alone");
        }
        if (name.equals("$ref") && value.isString()) {
            reference(value.asString(), at, 0);
        }
        if (name.equals("pattern") && value.isString()) {
            pattern(value.asString(), at);
        }
    }

    private void reference(String reference, String at, int followed) {
        JsonNode target = document.at(reference);
        if (target.isMissingNode()) {
            throw new UnsupportedSpecFeatureException(at, "$ref to " + reference, "nothing is there");
        }
        if (followed > MOST_REFERENCES) {
            throw new UnsupportedSpecFeatureException(at, "a $ref that leads back to itself", "it has no end");
        }
        if (target.path("$ref").isString()) {
            reference(target.path("$ref").asString(), at, followed + 1);
        }
    }

    // Whoever sends a value decides how long a backtracking expression takes
    private static void pattern(String pattern, String at) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new UnsupportedSpecFeatureException(
                    at, "the regular expression " + pattern, "RE2 can't read it (" + e.getDescription() + ")");
        }
    }
}
