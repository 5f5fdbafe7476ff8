package dev.reevaluate.server.judge;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the answer is asked for; each endpoint and model takes the first, the second, or only the third. */
enum AnswerFormat {
    JSON_SCHEMA,
    JSON_OBJECT,
    WORDS;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Returns what to ask for where this one is refused. */
    AnswerFormat next() {
        return this == JSON_SCHEMA ? JSON_OBJECT : WORDS;
    }

    /** Adds to a request what asks for this format. */
    void addTo(ObjectNode request, JudgeQuestion question) {
        if (this == JSON_OBJECT) {
            request.putObject("response_format").put("type", "json_object");
        } else if (this == JSON_SCHEMA) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", "verdict")
                    .put("strict", true)
                    .set("schema", schema(question));
        }
    }

    // Only keywords that strict modes take: the limits of a number stand in words, and are checked when it comes.
    private static ObjectNode schema(JudgeQuestion question) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode explanation = properties.putObject("explanation").put("type", "array");
        explanation.putObject("items").put("type", "string");
        ObjectNode verdict = properties.putObject("verdict").put("description", verdictInWords(question));
        String type = switch (question.evalType()) {
            case BINARY -> "boolean";
            case CONTINUOUS_QUALITATIVE, NUMERIC -> "number";
            case ENUM -> "string";
        };
        verdict.putArray("type").add(type).add("null");
        if (!question.enumValues().isEmpty()) {
            ArrayNode values = verdict.putArray("enum");
            question.enumValues().forEach(values::add);
            values.addNull();
        }
        schema.putArray("required").add("explanation").add("verdict");
        return schema.put("additionalProperties", false);
    }

    /** Returns what the verdict of the question can be. */
    static String verdictInWords(JudgeQuestion question) {
        return switch (question.evalType()) {
            case BINARY -> "true if the call passes, false if it fails";
            case CONTINUOUS_QUALITATIVE -> "a number from 0 (worst) to 5 (best)";
            case NUMERIC -> "a number";
            case ENUM -> "one of these texts, as written: " + JSON.writeValueAsString(question.enumValues());
        };
    }
}
