package dev.reevaluate.document;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Refuses keys that OpenAPI does not let stand together, and the lack of those that another key asks for. */
final class KeysTogether {

    private static final Map<String, List<String>> EITHER = Map.of(
            "parameter", List.of("example", "examples"),
            "header", List.of("example", "examples"),
            "media type", List.of("example", "examples"),
            "example", List.of("value", "externalValue"),
            "link", List.of("operationRef", "operationId"));

    private static final Map<String, List<String>> OF_SECURITY_SCHEMES = Map.of(
            "apiKey", List.of("name", "in"),
            "http", List.of("scheme"),
            "oauth2", List.of("flows"),
            "openIdConnect", List.of("openIdConnectUrl"));

    private KeysTogether() {}

    /** Takes an object, the kind that it is of, and its place. */
    static void check(String kind, String at, JsonNode object) {
        List<String> either = EITHER.getOrDefault(kind, List.of());
        if (!either.isEmpty() && either.stream().allMatch(object::has)) {
            throw new UnsupportedSpecFeatureException(
                    at, String.join(" beside ", either), "OpenAPI has one or the other");
        }
        if (kind.equals("link") && either.stream().noneMatch(object::has)) {
            throw new UnsupportedSpecFeatureException(
                    at, "a link to no operation", "OpenAPI asks for " + String.join(" or ", either));
        }
        if (kind.equals("security scheme")) {
            String type = object.path("type").asString("");
            OF_SECURITY_SCHEMES.getOrDefault(type, List.of()).stream()
                    .filter(key -> !object.has(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new UnsupportedSpecFeatureException(
                                at,
                                "a security scheme without " + key,
                                "OpenAPI 3.1 asks for it where type is " + type);
                    });
        }
    }
}
