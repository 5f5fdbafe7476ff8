package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a call from the JSON in which runs are stored, decimals exact. */
public final class CallReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private CallReader() {}

    /**
     * Returns the call of a {@code transcript_object} and a {@code recording_data}, either of which may be missing.
     *
     * @throws EvaluationException when one is not of the documented shape; the message says which, and shows none of it
     */
    public static Call read(@Nullable String transcriptObject, @Nullable String recordingData) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : array(tree(transcriptObject, "transcript_object"), "transcript_object")) {
            turns.add(turn(turn));
        }
        return new Call(turns, recording(tree(recordingData, "recording_data")));
    }

    private static Turn turn(JsonNode turn) {
        if (!turn.isObject()) {
            throw malformed("transcript_object", "objects");
        }
        JsonNode data = turn.path("data");
        return new Turn(
                turn.path("role").asString(""),
                turn.path("content").asString(""),
                number(turn.path("start_time"), "start_time"),
                number(turn.path("end_time"), "end_time"),
                data.isObject() ? JSON.convertValue(data, OBJECT) : Map.of());
    }

    private static Recording recording(JsonNode recording) {
        if (recording.isNull() || recording.isMissingNode()) {
            return Recording.NONE;
        }
        return new Recording(
                pairs(recording.path("main_speaking"), "main_speaking"),
                pairs(recording.path("testing_speaking"), "testing_speaking"),
                number(recording.path("total_duration"), "total_duration"));
    }

    private static @Nullable List<List<BigDecimal>> pairs(JsonNode list, String field) {
        if (list.isMissingNode() || list.isNull()) {
            return null;
        }
        List<List<BigDecimal>> pairs = new ArrayList<>();
        for (JsonNode pair : array(list, field)) {
            BigDecimal start = number(pair.path(0), field);
            BigDecimal end = number(pair.path(1), field);
            if (start == null || end == null || pair.size() != 2) {
                throw malformed(field, "pairs of numbers");
            }
            pairs.add(List.of(start, end));
        }
        return pairs;
    }

    // What the database takes as JSON may still be too deep, or a number too long, to be read.
    private static JsonNode tree(@Nullable String json, String field) {
        try {
            return JSON.readTree(json == null ? "null" : json);
        } catch (JacksonException e) {
            throw malformed(field, "JSON of a reasonable size");
        }
    }

    private static JsonNode array(JsonNode node, String field) {
        if (!node.isArray() && !node.isNull()) {
            throw malformed(field, "a list");
        }
        return node;
    }

    private static @Nullable BigDecimal number(JsonNode node, String field) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isNumber()) {
            throw malformed(field, "seconds as a number");
        }
        return node.decimalValue();
    }

    private static EvaluationException malformed(String field, String expected) {
        return new EvaluationException("The run's %s is not as documented: expected %s.".formatted(field, expected));
    }
}
