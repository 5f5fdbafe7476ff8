package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.EvaluationException;
import dev.reevaluate.server.evaluation.RunDetails;
import dev.reevaluate.server.evaluation.RunFacts;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A run and its agent as the database holds them, JSON unread. */
record RunRow(
        @Nullable String transcript,
        @Nullable String recording,
        @Nullable String metadata,
        @Nullable BigDecimal duration,
        @Nullable String callEndReason,
        @Nullable OffsetDateTime executedAt,
        @Nullable String testProfile,
        @Nullable String providerCallId,
        @Nullable String providerCallData,
        @Nullable String tags,
        @Nullable String voiceRecording,
        @Nullable String scenario,
        @Nullable String expectedOutcome,
        RunFacts.Agent agent) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<List<Map<String, Object>>> TURNS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};
    private static final TypeReference<Object> ANY = new TypeReference<>() {};

    static RunRow of(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString("transcript_object"),
                row.getString("recording_data"),
                row.getString("metadata"),
                row.getBigDecimal("duration"),
                row.getString("call_end_reason"),
                row.getObject("executed_at", OffsetDateTime.class),
                row.getString("test_profile"),
                row.getString("provider_call_id"),
                row.getString("provider_call_data"),
                row.getString("tags"),
                row.getString("voice_recording"),
                row.getString("evaluator"),
                row.getString("expected_outcome"),
                new RunFacts.Agent(
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("language"),
                        row.getObject("inbound", Boolean.class),
                        row.getString("contact_number")));
    }

    /**
     * Reads what is known of the run.
     *
     * @param now the moment of the evaluation
     * @throws EvaluationException when its transcript is no list of turns
     */
    RunDetails details(Instant now) {
        RunFacts facts = new RunFacts(
                or(read(transcript, "transcript_object", TURNS), List.of()),
                callEndReason,
                now.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                executedAt == null ? null : executedAt.toInstant().toString(),
                or(read(metadata, "metadata", OBJECT), Map.of()),
                agent,
                read(testProfile, "test_profile", ANY),
                providerCallId,
                read(providerCallData, "provider_call_data", ANY),
                scenarioOf(read(scenario, "evaluator", OBJECT)));
        return new RunDetails(
                facts,
                read(recording, "recording_data", ANY),
                duration,
                voiceRecording,
                or(read(tags, "tags", LIST), List.of()),
                read(expectedOutcome, "expected_outcome", ANY));
    }

    private static RunFacts.Scenario scenarioOf(@Nullable Map<String, Object> evaluator) {
        return evaluator == null
                ? RunFacts.Scenario.UNKNOWN
                : new RunFacts.Scenario(
                        text(evaluator.get("instructions")), text(evaluator.get("conditional_action_instructions")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static <T> @Nullable T read(@Nullable String json, String field, TypeReference<T> type) {
        try {
            return json == null ? null : JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new EvaluationException("The run's %s is not as documented.".formatted(field));
        }
    }
}
