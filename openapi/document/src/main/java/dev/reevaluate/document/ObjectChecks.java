package dev.reevaluate.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds the objects of a document to the keys that {@code objects.yaml} gives them: a misspelt one would be left out without a word. */
final class ObjectChecks {

    private static final JsonNode OBJECTS = DocumentFiles.parsed("objects.yaml", resource());

    private static final String ANY_NAME = ".*";

    // What OpenAPI adds to a schema, and JSON Schema does not look into
    private static final Map<String, String> IN_SCHEMAS =
            Map.of("xml", "xml", "discriminator", "discriminator", "externalDocs", "external documentation");

    private final OpenApiDocument document;
    private final Set<String> seen = new HashSet<>();

    ObjectChecks(OpenApiDocument document) {
        this.document = document;
    }

    void check() {
        object("document", "#");
        Set<String> tags = new HashSet<>();
        for (JsonNode tag : document.at("#/tags")) {
            String name = tag.path("name").asString("");
            if (!tags.add(name)) {
                throw new UnsupportedSpecFeatureException(
                        "#/tags", "the tag %s twice".formatted(name), "a name is one tag's");
            }
        }
    }

    private void value(JsonNode expected, String at) {
        JsonNode value = document.at(at);
        if (expected.isArray()) {
            if (!value.isArray()) {
                throw other(at, value, "a list");
            }
            for (int i = 0; i < value.size(); i++) {
                value(expected.get(0), at + "/" + i);
            }
        } else if (expected.isObject()) {
            map(expected.propertyNames().iterator().next(), expected.iterator().next(), at);
        } else if (OBJECTS.has(expected.asString())) {
            object(expected.asString(), at);
        } else {
            simple(expected.asString(), at, value);
        }
    }

    private void simple(String expected, String at, JsonNode value) {
        if (expected.equals("schema")) {
            DocumentWalk.each(value, at, this::schema);
        }
        boolean fits = switch (expected) {
            case "anything" -> true;
            case "schema" -> value.isObject() || value.isBoolean();
            case "text" -> value.isString();
            case "flag" -> value.isBoolean();
            default -> List.of(expected.split("\\|", -1)).contains(value.asString(""));
        };
        if (!fits) {
            throw other(
                    at,
                    value,
                    switch (expected) {
                        case "text" -> "a text";
                        case "flag" -> "true or false";
                        case "schema" -> "a schema";
                        default -> "one of " + expected.replace("|", ", ");
                    });
        }
    }

    private void schema(String at, JsonNode schema) {
        IN_SCHEMAS.forEach((key, kind) -> {
            if (schema.has(key)) {
                object(kind, at + "/" + key);
            }
        });
    }

    private void map(String names, JsonNode expected, String at) {
        JsonNode map = document.at(at);
        if (!map.isObject()) {
            throw other(at, map, "an object");
        }
        map.propertyNames().forEach(name -> {
            if (name.matches(names)) {
                value(expected, at + "/" + OpenApiDocument.escaped(name));
            } else if (!name.startsWith("x-")) {
                throw new UnsupportedSpecFeatureException(
                        at, "the name \"%s\"".formatted(name), "OpenAPI 3.1 writes names there as " + names);
            }
        });
    }

    private void object(String kind, String at) {
        JsonNode object = document.at(at);
        if (!seen.add(kind + at)) {
            return;
        }
        if (!object.isObject()) {
            throw other(at, object, "an object");
        }
        if (object.has("$ref")) {
            reference(kind, at, object.path("$ref"));
            return;
        }
        if (OBJECTS.path(kind).has(ANY_NAME)) {
            map(ANY_NAME, OBJECTS.path(kind).path(ANY_NAME), at);
            return;
        }
        List<String> keys = OBJECTS.path(kind).propertyNames().stream()
                .map(key -> key.replace("!", ""))
                .toList();
        for (String name : object.propertyNames()) {
            if (!name.startsWith("x-") && !keys.contains(name)) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "the key " + name,
                        "OpenAPI 3.1 has none of that name there: "
                                + NearestName.among(keys, name)
                                        .map("did you mean %s?"::formatted)
                                        .orElse("it has " + String.join(", ", keys)
                                                + ", and extensions begin with x-"));
            }
        }
        if (object.has("example") && object.has("examples")) {
            throw new UnsupportedSpecFeatureException(at, "example beside examples", "OpenAPI has one or the other");
        }
        OBJECTS.path(kind).properties().forEach(field -> {
            String key = field.getKey().replace("!", "");
            if (object.has(key)) {
                value(field.getValue(), at + "/" + OpenApiDocument.escaped(key));
            } else if (field.getKey().endsWith("!")) {
                throw new UnsupportedSpecFeatureException(
                        at, "an object without " + key, "OpenAPI 3.1 asks for it there");
            }
        });
    }

    private void reference(String kind, String at, JsonNode reference) {
        if (!reference.isString()) {
            throw other(at + "/$ref", reference, "a text");
        }
        // That nothing else stands beside it, and that it leads somewhere, is checked where references are followed
        object(kind, document.located(at));
    }

    private static UnsupportedSpecFeatureException other(String at, JsonNode found, String expected) {
        return new UnsupportedSpecFeatureException(at, written(found), "OpenAPI 3.1 has %s there".formatted(expected));
    }

    private static String written(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the text \"" + node.asString() + "\"";
            case NULL -> "nothing (null)";
            default -> node.toString();
        };
    }

    private static String resource() {
        try (InputStream file = Objects.requireNonNull(ObjectChecks.class.getResourceAsStream("objects.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
