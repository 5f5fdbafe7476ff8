package dev.reevaluate.contracttests.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads how the parts of an operation's request are written, and says what of it is not tested. */
record TestedOperations(ApiUnderTest api, String operation, List<NotSupported> notSupported) {

    /** Returns the parameters in one of the places. */
    ParametersUnderTest parameters(String pointer, String in) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        Set<String> commas = new LinkedHashSet<>();
        for (String at : api.document().parameters(pointer)) {
            JsonNode parameter = api.document().at(at);
            if (!parameter.path("in").asString("").equals(in) || !isTested(parameter)) {
                continue;
            }
            String name = parameter.path("name").asString();
            properties.set(name, property(parameter));
            boolean simple = in.equals("path") || in.equals("header");
            if (simple || !parameter.path("explode").asBoolean(true)) {
                commas.add(name);
            }
            if (parameter.path("required").asBoolean(false)) {
                schema.withArrayProperty("required").add(name);
            }
        }
        return new ParametersUnderTest(in, schema, new TextFields(api.schema(schema), commas));
    }

    /** Returns the named examples of the path's parameters that have some, by name. */
    Map<String, Map<String, JsonNode>> pathExamples(String pointer) {
        Map<String, Map<String, JsonNode>> all = new LinkedHashMap<>();
        for (String at : api.document().parameters(pointer)) {
            JsonNode parameter = api.document().at(at);
            if (parameter.path("in").asString("").equals("path") && parameter.has("examples")) {
                Map<String, JsonNode> examples = new LinkedHashMap<>();
                parameter
                        .path("examples")
                        .properties()
                        .forEach(one -> examples.put(
                                one.getKey(), api.followed(one.getValue()).path("value")));
                all.put(parameter.path("name").asString(), examples);
            }
        }
        return all;
    }

    private ObjectNode property(JsonNode parameter) {
        ObjectNode property = JsonNodeFactory.instance.objectNode();
        if (parameter.path("schema") instanceof ObjectNode schema) {
            property.setAll(schema);
        }
        JsonNode example = parameter.has("example")
                ? parameter.path("example")
                : api.followed(parameter.path("examples").values().stream()
                                .findFirst()
                                .orElse(JsonNodeFactory.instance.missingNode()))
                        .path("value");
        return example.isMissingNode() ? property : property.set("example", example);
    }

    private boolean isTested(JsonNode parameter) {
        String in = parameter.path("in").asString("");
        String where = operation + ", " + in + ", " + parameter.path("name").asString();
        String usual = in.equals("path") || in.equals("header") ? "simple" : "form";
        String style = parameter.path("style").asString(usual);
        if (!UTF_8.newEncoder().canEncode(parameter.path("name").asString())) {
            return not(where, "the name", "it has half a character, which UTF-8 can't write");
        }
        if (!parameter.has("schema")) {
            return not(where, "a parameter without a schema", "its text is read by another media type");
        }
        if (parameter.path("schema").equals(BooleanNode.FALSE)) {
            return not(where, "a parameter that nothing is right for", "no value of it can be sent");
        }
        ResolvedSchema schema = api.schema(parameter.path("schema"));
        if (!style.equals(usual)) {
            return not(where, "style " + style, "values are written in style " + usual + " there");
        }
        if (isOnly(schema, "object")) {
            return not(where, "an object as a parameter", "its fields would stand among the other parameters");
        }
        if (in.equals("cookie") && isOnly(schema, "array")) {
            return not(where, "a list in a cookie", "clients do not agree on its form");
        }
        return true;
    }

    private static boolean isOnly(ResolvedSchema schema, String type) {
        return schema.allows(type) && !schema.allows("string");
    }

    /** Returns the bodies, one for each media type. */
    List<BodyUnderTest> bodies(JsonNode definition) {
        List<BodyUnderTest> bodies = new ArrayList<>();
        api.followed(definition.path("requestBody"))
                .path("content")
                .properties()
                .forEach(content -> {
                    String mediaType = content.getKey();
                    JsonNode schema = content.getValue().path("schema");
                    String where = operation + ", " + mediaType;
                    if (BodyFormat.of(mediaType).isEmpty()) {
                        not(where, "the media type", "only JSON, multipart/form-data and urlencoded forms are written");
                    } else if (!schema.isObject()) {
                        not(where, "a body without a schema", "there is nothing to derive cases from");
                    } else {
                        bodies.add(new BodyUnderTest(
                                mediaType,
                                schema,
                                new TextFields(
                                        api.schema(schema),
                                        commas(content.getValue().path("encoding")))));
                    }
                });
        return bodies;
    }

    private static Set<String> commas(JsonNode encoding) {
        Set<String> commas = new LinkedHashSet<>();
        encoding.properties().forEach(field -> {
            if (!field.getValue().path("explode").asBoolean(true)) {
                commas.add(field.getKey());
            }
        });
        return commas;
    }

    private boolean not(String where, String what, String why) {
        notSupported.add(new NotSupported(where, what, why));
        return false;
    }
}
