package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks for choices of a value that is chosen by a discriminator already: the library would go by the discriminator there, too. */
final class OtherChoices {

    private static final List<String> SINGLE = List.of("if", "then", "else", "not");

    private final OpenApiDocument document;
    private final Set<String> seen = new HashSet<>();

    OtherChoices(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns whether the schema, or what else it says about the same value, has alternatives without a discriminator. */
    boolean in(String at) {
        JsonNode schema = document.at(at);
        if (!seen.add(at)) {
            return false;
        }
        return schema.has("anyOf")
                || (schema.has("oneOf") && !schema.has("discriminator"))
                || (schema.path("$ref").isString() && in(schema.path("$ref").asString()))
                || SINGLE.stream().anyMatch(keyword -> schema.has(keyword) && in(at + "/" + keyword))
                || schema.path("dependentSchemas").propertyNames().stream()
                        .anyMatch(name -> in(at + "/dependentSchemas/" + OpenApiDocument.escaped(name)))
                || inList(at, "allOf")
                || inList(at, "oneOf");
    }

    private boolean inList(String at, String keyword) {
        for (int i = 0; i < document.at(at).path(keyword).size(); i++) {
            if (in(at + "/" + keyword + "/" + i)) {
                return true;
            }
        }
        return false;
    }
}
