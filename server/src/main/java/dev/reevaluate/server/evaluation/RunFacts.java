package dev.reevaluate.server.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run beside its audio: everything that the vendor's variables can name. JSON values are plain
 * maps, lists, strings, booleans and exact numbers.
 *
 * @param turns the transcript, with the vendor's names: {@code role, time, content, start_time, end_time, data}
 * @param date the day of the evaluation, {@code YYYY-MM-DD}
 * @param timestamp when the call took place, ISO 8601
 */
public record RunFacts(
        List<Map<String, Object>> turns,
        @Nullable String callEndReason,
        @Nullable String date,
        @Nullable String timestamp,
        Map<String, Object> metadata,
        Agent agent,
        @Nullable Object testProfile,
        @Nullable String providerCallId,
        @Nullable Object providerCallData,
        Scenario scenario) {

    /** The agent under test. */
    public record Agent(
            @Nullable String name,
            @Nullable String description,
            @Nullable String language,
            @Nullable Boolean inbound,
            @Nullable String contactNumber) {

        public static final Agent UNKNOWN = new Agent(null, null, null, null, null);
    }

    /** What the caller of the test was told to do; the vendor's name for it is evaluator. */
    public record Scenario(
            @Nullable String instructions, @Nullable String conditionalActionInstructions) {

        public static final Scenario UNKNOWN = new Scenario(null, null);
    }

    /** Returns the transcript as the vendor shows it as text. */
    public String transcript() {
        return TranscriptText.of(turns);
    }

    /** Returns all but the transcript under the vendor's names of variables; what is not known is null. */
    public Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("call_end_reason", callEndReason);
        variables.put("date", date);
        variables.put("timestamp", timestamp);
        variables.put("metadata", metadata);
        variables.put("agent", agentVariables());
        variables.put("test_profile", testProfile);
        variables.put("provider_call_id", providerCallId);
        variables.put("provider_call_data", providerCallData);
        variables.put("evaluator", scenarioVariables());
        return variables;
    }

    private Map<String, @Nullable Object> agentVariables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("description", agent.description());
        variables.put("name", agent.name());
        variables.put("language", agent.language());
        variables.put("inbound", agent.inbound());
        variables.put("contact_number", agent.contactNumber());
        return variables;
    }

    private Map<String, @Nullable Object> scenarioVariables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("instructions", scenario.instructions());
        variables.put("conditional_action_instructions", scenario.conditionalActionInstructions());
        return variables;
    }
}
