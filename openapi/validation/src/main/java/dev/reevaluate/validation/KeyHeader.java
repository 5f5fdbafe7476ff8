package dev.reevaluate.validation;

import dev.reevaluate.document.HttpToken;
import dev.reevaluate.document.NearestName;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds the header that carries the key of each request: the same for all operations, and never left out. */
final class KeyHeader {

    private static final String WHY = "callers are known by one key in one header, whatever they ask for";

    private KeyHeader() {}

    static String of(OpenApiDocument document) {
        Set<String> headers = new LinkedHashSet<>();
        for (String template : document.templates()) {
            document.operations(template).values().forEach(operation -> {
                String at = document.at(operation).has("security") ? operation + "/security" : "#/security";
                headers.add(header(document, at));
                if (headers.size() > 1) {
                    throw new UnsupportedSpecFeatureException(at, "another key for some operations", WHY);
                }
            });
        }
        return headers.stream()
                .findFirst()
                .orElseThrow(() -> new UnsupportedSpecFeatureException(
                        "#/paths",
                        "a document without an operation",
                        "there is nothing to serve: webhooks describe calls of others"));
    }

    private static String header(OpenApiDocument document, String at) {
        JsonNode requirements = document.at(at);
        if (requirements.isEmpty()) {
            throw new UnsupportedSpecFeatureException(at, "an operation without a key", WHY);
        }
        if (requirements.size() > 1 || requirements.get(0).size() != 1) {
            throw new UnsupportedSpecFeatureException(at, "several keys, or an optional one", WHY);
        }
        String name = requirements.get(0).propertyNames().iterator().next();
        Set<String> schemes =
                Set.copyOf(document.at("#/components/securitySchemes").propertyNames());
        if (!schemes.contains(name)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the security scheme " + name,
                    "components/securitySchemes has none of that name"
                            + NearestName.among(schemes, name)
                                    .map(": did you mean %s?"::formatted)
                                    .orElse(""));
        }
        String place = document.located("#/components/securitySchemes/" + OpenApiDocument.escaped(name));
        JsonNode scheme = document.at(place);
        if (!scheme.path("type").asString("").equals("apiKey")
                || !scheme.path("in").asString("").equals("header")) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "the security scheme %s of type \"%s\"%s"
                            .formatted(
                                    name,
                                    scheme.path("type").asString(""),
                                    scheme.has("in")
                                            ? " in \"" + scheme.path("in").asString("") + "\""
                                            : ""),
                    WHY);
        }
        if (!requirements.get(0).path(name).isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the roles %s of the key %s".formatted(requirements.get(0).path(name), name),
                    "whoever has a key may ask for everything: leave them out");
        }
        String header = scheme.path("name").asString("");
        if (!HttpToken.is(header)) {
            throw new UnsupportedSpecFeatureException(
                    place, "a key in the header \"%s\"".formatted(header), "HTTP has no such header");
        }
        HeaderNames.checkKey(place, header);
        return header;
    }
}
