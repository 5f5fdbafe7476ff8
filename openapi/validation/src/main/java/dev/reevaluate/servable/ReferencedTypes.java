package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Refuses by name references of which the generator makes the name of a type that it does not write. */
final class ReferencedTypes {

    private static final Pattern NAME = Pattern.compile("[\\w.-]+");
    private static final String COMPONENTS = "#/components/";
    private static final String OTHER_FILES = "#/x-files/";

    private final OpenApiDocument document;
    private final Recursions recursions;

    ReferencedTypes(OpenApiDocument document) {
        this.document = document;
        this.recursions = new Recursions(document);
    }

    void check(String place) {
        JsonNode schema = document.at(place);
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith(COMPONENTS) && !NAME.matcher(name(reference)).matches()) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "$ref to " + reference,
                    "the generated code has no type of that name: write it into components/schemas");
        }
        // Beside others it adds nothing to a type
        if (reference.startsWith(COMPONENTS)
                && document.at(reference).isBoolean()
                && !ModelLimits.ADDITION.matcher(place).find()) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "$ref to " + document.at(reference),
                    "the generated code has no type of it: write %s in its place"
                            .formatted(document.at(reference).asBoolean() ? "{}" : "what is right"));
        }
        recursions.check(reference);
        if (schema.has("discriminator")) {
            alternatives(place, schema);
        }
    }

    // Only here the generator does not follow a $ref to the end
    private void alternatives(String place, JsonNode schema) {
        for (int i = 0; i < schema.path("oneOf").size(); i++) {
            String reference = schema.path("oneOf").path(i).path("$ref").asString("");
            if (place.startsWith(OTHER_FILES) || reference.startsWith(OTHER_FILES)) {
                throw new UnsupportedSpecFeatureException(
                        place,
                        "a discriminator in another file, or of schemas there",
                        "the generator gives them other names: write it into openapi.yaml, and the schemas, or a $ref to each, into components/schemas");
            }
            JsonNode target = reference.isEmpty() ? schema : document.at(reference);
            if (Set.copyOf(target.propertyNames()).equals(Set.of("$ref"))
                    && target.path("$ref").asString("").startsWith(COMPONENTS)) {
                throw new UnsupportedSpecFeatureException(
                        place + "/oneOf/" + i,
                        "an alternative that is a $ref to a $ref",
                        "the generated code has no type of its own for it: write %s here and into mapping"
                                .formatted(target.path("$ref").asString("")));
            }
        }
        schema.path("discriminator").path("mapping").properties().forEach(value -> {
            String reference = value.getValue().asString("");
            if (!reference.startsWith(COMPONENTS)) {
                throw new UnsupportedSpecFeatureException(
                        place + "/discriminator/mapping/" + OpenApiDocument.escaped(value.getKey()),
                        "a mapping to a schema of another place",
                        "the generated code has no type of its name: write it, or a $ref to it, into components/schemas");
            }
        });
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
