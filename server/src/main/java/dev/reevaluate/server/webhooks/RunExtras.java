package dev.reevaluate.server.webhooks;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event tells of a run beside what the API does.
 *
 * @param evaluator what the caller of the test was told to do
 * @param expectedOutcome what was to come of the call, and what came
 * @param transcriptBytes size of the run's transcript as JSON
 */
record RunExtras(
        long id,
        @Nullable String voiceRecording,
        @Nullable JsonNode evaluator,
        @Nullable JsonNode expectedOutcome,
        long transcriptBytes) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : JSON.readTree(text);
    }

    /** Returns a field of the evaluator, if it is known. */
    @Nullable
    JsonNode ofEvaluator(String field) {
        return evaluator == null ? null : evaluator.get(field);
    }
}
