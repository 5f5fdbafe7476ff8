package dev.reevaluate.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Holds the objects of a document to the keys that {@code objects.yaml} gives them: a misspelt one would be left out without a word. */
final class ObjectChecks {

    private static final JsonNode OBJECTS = DocumentFiles.parsed("objects.yaml", resource());

    private static final String ANY_NAME = ".*";

    // What OpenAPI adds to a schema, and JSON Schema does not look into
    private static final Map<String, String> IN_SCHEMAS =
            Map.of("xml", "xml", "discriminator", "discriminator", "externalDocs", "external documentation");

    private static final Map<String, String> COMPONENTS = Map.of(
            "schema", "schemas",
            "response", "responses",
            "parameter", "parameters",
            "example", "examples",
            "request body", "requestBodies",
            "header", "headers",
            "security scheme", "securitySchemes",
            "link", "links",
            "callback", "callbacks",
            "path item", "pathItems");
    private static final Pattern COMPONENT = Pattern.compile("#/components/([^/]+)/[^/]+");

    private final OpenApiDocument document;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> schemas = new LinkedHashSet<>();
    private final Set<String> operationIds = new HashSet<>();
    private final List<String> links = new ArrayList<>();
    private final Queue<String> referred = new ArrayDeque<>();

    ObjectChecks(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns the places of the schemas that are no part of another one. */
    Set<String> check() {
        object("document", "#");
        // One after the other, as a chain of references may be longer than the stack is deep
        for (String target = referred.poll(); target != null; target = referred.poll()) {
            simple("schema", target, document.at(target));
        }
        links.forEach(this::link);
        Set<String> tags = new HashSet<>();
        for (JsonNode tag : document.at("#/tags")) {
            String name = tag.path("name").asString("");
            if (!tags.add(name)) {
                throw new UnsupportedSpecFeatureException(
                        "#/tags", "the tag %s twice".formatted(name), "a name is one tag's");
            }
        }
        return schemas;
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
            schemas.add(at);
            DocumentWalk.each(value, at, this::schema);
        }
        boolean fits = switch (expected) {
            case "anything" -> true;
            case "schema" -> isSchema(value);
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
        if (schema.has("$ref")) {
            if (!schema.path("$ref").isString()) {
                throw other(at + "/$ref", schema.path("$ref"), "a text");
            }
            String target = schema.path("$ref").asString();
            leadsTo("schema", at, target, isSchema(document.at(target)));
            // Another file may have schemas at any place
            if (seen.add("schema" + target)) {
                referred.add(target);
            }
        }
        IN_SCHEMAS.forEach((key, kind) -> {
            if (schema.has(key)) {
                object(kind, at + "/" + key);
            }
        });
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
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
        KeysTogether.check(kind, at, object);
        if (kind.equals("operation")) {
            operationIds.add(object.path("operationId").asString(""));
        } else if (kind.equals("link")) {
            links.add(at);
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
        String target = document.located(at);
        leadsTo(kind, at, reference.asString(), document.at(target).isObject());
        object(kind, target);
    }

    // A component is of one kind, even where another one has the same keys
    private static void leadsTo(String kind, String at, String reference, boolean fits) {
        Matcher component = COMPONENT.matcher(reference);
        if (!fits || (component.matches() && !component.group(1).equals(COMPONENTS.get(kind)))) {
            throw new UnsupportedSpecFeatureException(at + "/$ref", "$ref to " + reference, "it is no " + kind);
        }
    }

    // Once all operations are known
    private void link(String at) {
        JsonNode id = document.at(at).path("operationId");
        String reference = document.at(at).path("operationRef").asString("");
        if (id.isString() && !operationIds.contains(id.asString())) {
            throw new UnsupportedSpecFeatureException(
                    at, "a link to the operation " + id.asString(), "there is no operationId of that name");
        }
        if (reference.startsWith("#") && document.at(reference).isMissingNode()) {
            throw new UnsupportedSpecFeatureException(at, "a link to " + reference, "nothing is there");
        }
    }

    static UnsupportedSpecFeatureException other(String at, JsonNode found, String expected) {
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
