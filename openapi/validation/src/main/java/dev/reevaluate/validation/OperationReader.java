package dev.reevaluate.validation;

import dev.reevaluate.document.HttpToken;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the operations of a document, and refuses by name what can't be validated of their requests. */
final class OperationReader {

    private static final Map<String, String> ONLY_STYLES =
            Map.of("query", "form", "header", "simple", "cookie", "form", "path", "simple");

    private final OpenApiDocument document;

    private final Schemas schemas;

    OperationReader(OpenApiDocument document, Schemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    Operation operation(String template, String method, String pointer) {
        Map<String, List<Operation.Parameter>> parameters = new HashMap<>();
        for (String at : document.parameters(pointer)) {
            String in = document.at(at).path("in").asString("");
            parameters
                    .computeIfAbsent(in, none -> new ArrayList<>())
                    .add(parameter(at, in, ONLY_STYLES.getOrDefault(in, "")));
        }
        PathChecks.check(template, pointer, parameters.getOrDefault("path", List.of()));
        Map<String, FormEncoding> bodies = bodies(pointer);
        String schema =
                bodies.values().stream().findFirst().map(FormEncoding::schema).orElse("");
        return new Operation(
                document.at(pointer).path("operationId").asString(nameOf(method, template)),
                method,
                template,
                parameters,
                bodies,
                schema.isEmpty() ? null : schemas.usable(schema),
                schema.isEmpty() ? null : document.schema(schema));
    }

    private Operation.Parameter parameter(String at, String in, String onlyStyle) {
        JsonNode parameter = document.at(at);
        String style = parameter.path("style").asString(onlyStyle);
        if (!style.equals(onlyStyle)) {
            throw new UnsupportedSpecFeatureException(
                    at, "style " + style, "parameters in " + in + " are read in style " + onlyStyle);
        }
        String name = parameter.path("name").asString("");
        if (name.isEmpty()) {
            throw new UnsupportedSpecFeatureException(at, "a parameter of an empty name", "nobody could send it");
        }
        if (Set.of("header", "cookie").contains(in) && !HttpToken.is(name)) {
            throw new UnsupportedSpecFeatureException(
                    at, "the parameter \"%s\" in a %s".formatted(name, in), "HTTP has no such names there");
        }
        if (parameter.has("content") || !parameter.has("schema")) {
            throw new UnsupportedSpecFeatureException(
                    at, "a parameter without a schema", "a text is read by its schema, not by a media type");
        }
        if (parameter.path("allowEmptyValue").asBoolean(false)) {
            throw new UnsupportedSpecFeatureException(
                    at, "allowEmptyValue", "an empty value is as none: say that the parameter is not required");
        }
        ResolvedSchema shape = document.schema(at + "/schema");
        boolean exploded = style.equals("form") && parameter.path("explode").asBoolean(true);
        TextChecks.checkText(at + "/schema", shape, "a parameter");
        if (shape.allows("object") && !isAnything(shape)) {
            throw new UnsupportedSpecFeatureException(
                    at, "an object as a parameter", "its fields would stand among the other parameters");
        }
        if (isList(shape)) {
            if (in.equals("cookie")) {
                throw new UnsupportedSpecFeatureException(at, "a list in a cookie", "clients do not agree on its form");
            }
            TextChecks.checkElements(at + "/schema", shape);
            if (!exploded) {
                TextChecks.checkCommas(at + "/schema", shape);
            }
        }
        return new Operation.Parameter(
                name,
                parameter.path("required").asBoolean(false),
                exploded,
                schemas.usable(at + "/schema"),
                shape,
                TextShape.of(shape));
    }

    private Map<String, FormEncoding> bodies(String pointer) {
        Map<String, FormEncoding> bodies = new LinkedHashMap<>();
        if (!document.at(pointer).has("requestBody")) {
            return bodies;
        }
        String body = document.located(pointer + "/requestBody");
        if (!document.at(body).path("required").asBoolean(false)) {
            throw new UnsupportedSpecFeatureException(
                    body,
                    "a body that may be left out",
                    "the operation would be called without one: say required: true");
        }
        JsonNode content = document.at(body + "/content");
        if (content.isEmpty()) {
            throw new UnsupportedSpecFeatureException(body, "a body of no media type", "nobody could send one");
        }
        content.propertyNames().forEach(type -> {
            String at = body + "/content/" + OpenApiDocument.escaped(type);
            if (!RequestBody.READABLE.contains(type)) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "a body of type " + type,
                        RequestBody.READABLE.contains(type.toLowerCase(Locale.ROOT))
                                ? "it is sent in any case, and written here in small letters"
                                : "only " + RequestBody.READABLE + " can be read");
            }
            bodies.put(type, encoding(at, type));
        });
        if (content.values().stream()
                        .map(type -> type.path("schema"))
                        .distinct()
                        .count()
                > 1) {
            throw new UnsupportedSpecFeatureException(
                    body, "another schema for each media type", "the generated model is of one: let all $ref the same");
        }
        return bodies;
    }

    private FormEncoding encoding(String at, String type) {
        String schema = at + "/schema";
        if (document.at(schema).isMissingNode()) {
            throw new UnsupportedSpecFeatureException(at, "a body without a schema", "there is nothing to read it by");
        }
        ResolvedSchema shape = document.schema(schema);
        if (!shape.types().equals(Set.of("object"))) {
            throw new UnsupportedSpecFeatureException(
                    schema, "a body that is not always an object", "what is wrong with it is told by field");
        }
        if (type.equals(RequestBody.JSON)) {
            if (document.at(at).has("encoding")) {
                throw new UnsupportedSpecFeatureException(
                        at + "/encoding", "the encoding of JSON", "OpenAPI has it for forms, and ignores it here");
            }
            return new FormEncoding(schema, Map.of());
        }
        shape.additional().filter(OperationReader::isList).ifPresent(lists -> {
            throw new UnsupportedSpecFeatureException(
                    schema, "additionalProperties that are lists in a form", "only a declared field is read as a list");
        });
        for (String keyword : List.of("patternProperties", "propertyNames")) {
            if (!shape.keyword(keyword).isEmpty()) {
                throw new UnsupportedSpecFeatureException(
                        schema, keyword + " in a form", "a form's fields are read by their names");
            }
        }
        for (String name : shape.propertyNames()) {
            ResolvedSchema field = shape.property(name);
            TextChecks.checkText(schema + "/properties/" + name, field, "a field of a form");
            if (isList(field)) {
                TextChecks.checkItems(schema + "/properties/" + name, field);
                TextChecks.checkText(schema + "/properties/" + name, field.items(), "an element of a form's list");
            }
            if (field.keyword("contentMediaType").size()
                                    + field.keyword("contentEncoding").size()
                            > 0
                    || field.keyword("format").stream()
                            .anyMatch(format -> format.asString("").equals("binary"))) {
                throw new UnsupportedSpecFeatureException(
                        schema + "/properties/" + name, "a file", "a form's fields are read as texts");
            }
        }
        return new FormEncoding(schema, FormEncoding.of(at, document.at(at + "/encoding"), shape));
    }

    static boolean isAnything(ResolvedSchema shape) {
        return shape.types().equals(ResolvedSchema.ALL_TYPES);
    }

    static boolean isList(ResolvedSchema shape) {
        return shape.allows("array") && !isAnything(shape);
    }

    // For whoever needs one: reports, and the files of stubs
    private static String nameOf(String method, String template) {
        return (method + template).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
