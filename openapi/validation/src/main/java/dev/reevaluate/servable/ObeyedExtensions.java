package dev.reevaluate.servable;

import dev.reevaluate.document.DocumentWalk;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Refuses by name the extensions that the generator obeys, and that neither the checks nor the mock know of. */
final class ObeyedExtensions {

    // Of the generator for Spring, of that for the client, and of what both do to a document first: 7.25.0
    private static final Map<String, String> OBEYED = obeyed();

    // A constant of Java each, by the place of the choice
    private static final List<String> OF_CHOICES = List.of("x-enum-varnames", "x-enum-descriptions");

    private ObeyedExtensions() {}

    static void check(OpenApiDocument document) {
        DocumentWalk.each(
                document.root(),
                "#",
                (place, object) -> object.properties().forEach(field -> {
                    check(place, field.getKey(), field.getValue());
                    if (OF_CHOICES.contains(field.getKey())) {
                        choices(place, field.getKey(), object);
                    }
                }));
    }

    private static void check(String place, String name, JsonNode value) {
        String reason = OBEYED.get(name);
        // What is not switched on changes nothing
        if (reason != null && (!value.isBoolean() || value.asBoolean())) {
            throw new UnsupportedSpecFeatureException(place, "the extension " + name, reason);
        }
    }

    // Of a choice without a name it makes no constant, and the server would fail on it
    private static void choices(String place, String name, JsonNode schema) {
        JsonNode texts = schema.path(name);
        if (!texts.isArray()
                || !texts.valueStream().allMatch(JsonNode::isString)
                || texts.size() != schema.path("enum").size()) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "the extension " + name,
                    "the generator goes by it, choice by choice: write a list of as many texts as enum has");
        }
    }

    private static Map<String, String> obeyed() {
        Map<String, String> obeyed = new HashMap<>();
        obeyed.put("x-internal", "the generator leaves out what is marked so: leave out the mark, or what it marks");
        obeyed.put("x-nullable", "the generated code goes by it, and the checks do not: write type: [..., 'null']");
        List.of(
                        "x-class-extra-annotation",
                        "x-extra-annotation",
                        "x-extra-imports",
                        "x-field-extra-annotation",
                        "x-implements",
                        "x-java-import",
                        "x-operation-extra-annotation",
                        "x-pageable-extra-annotation",
                        "x-setter-extra-annotation",
                        "x-spring-api-version",
                        "x-spring-provide-args",
                        "x-spring-security-pre-authorize")
                .forEach(name -> obeyed.put(name, "the generator writes it into the Java code as it stands"));
        List.of("x-spring-paginated", "x-sse", "x-version-param")
                .forEach(name -> obeyed.put(name, "the generated method would take or answer something else"));
        List.of("x-discriminator-value", "x-parent")
                .forEach(name -> obeyed.put(name, "the generated code goes by it, and the checks by the schemas"));
        List.of("x-jackson-json-include-policy", "x-jackson-json-setter-nulls")
                .forEach(name -> obeyed.put(name, "the generated code would take null otherwise than the schema says"));
        List.of("x-all-of-name", "x-one-of-name")
                .forEach(name -> obeyed.put(
                        name,
                        "the generator calls a class so: write the schema into components/schemas, by that name"));
        List.of("x-enum-as-string", "x-generate-alias-as-model", "x-unsigned")
                .forEach(name -> obeyed.put(name, "the generated code would have another type for the value"));
        List.of(
                        "x-has-json-setter-nulls-fail",
                        "x-has-json-setter-nulls-skip",
                        "x-has-readonly-properties",
                        "x-is-jackson-optional-nullable",
                        "x-is-one-of-interface",
                        "x-jackson-optional-nullable-helpers",
                        "x-java-all-args-constructor",
                        "x-java-all-args-constructor-vars",
                        "x-java-no-args-constructor",
                        "x-schema-test-examples")
                .forEach(name -> obeyed.put(name, "the generator takes it for a note of its own"));
        return Map.copyOf(obeyed);
    }
}
