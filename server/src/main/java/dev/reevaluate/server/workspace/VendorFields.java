package dev.reevaluate.server.workspace;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of the vendor's results, runs, metrics and scores a workspace document has, and how it writes it. */
final class VendorFields {

    private static final JsonMapper JSON = JsonMapper.shared();

    // 02:05, 1:02:05, 02:05.25
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,4}):(\\d{2}(?:\\.\\d{1,6})?)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Set<String> TYPES = Set.of("basic", "custom_prompt", "custom_code", "llm_judge");

    private VendorFields() {}

    static ObjectNode metric(JsonNode vendors) {
        ObjectNode metric = JSON.createObjectNode();
        copy(vendors, metric, "id", "project", "name", "function_name");
        String type = vendors.path("type").asString("");
        if (!metric.has("function_name")) {
            metric.put("type", TYPES.contains(type) ? type : "llm_judge");
        }
        metric.put("eval_type", vendors.path("eval_type").asString("numeric"));
        if (vendors.path("configuration").isObject()) {
            metric.set("configuration", vendors.path("configuration"));
        }
        if (vendors.path("enum_values").isArray()) {
            metric.set("enum_values", vendors.path("enum_values"));
        }
        copy(vendors, metric, "custom_code");
        String prompt = vendors.path("prompt").asString("");
        String text = prompt.isEmpty() ? vendors.path("description").asString("") : prompt;
        if (!text.isEmpty() && metric.path("type").asString("").matches("llm_judge|basic|custom_prompt")) {
            metric.put("prompt", text);
        }
        if (vendors.path("evaluation_trigger").asString("").equals("custom")) {
            copy(
                    vendors,
                    metric,
                    "evaluation_trigger",
                    "trigger_type",
                    "evaluation_trigger_prompt",
                    "evaluation_trigger_custom_code");
        }
        if (vendors.path("metric_cost").isNumber()) {
            metric.put("cost", vendors.path("metric_cost").decimalValue().toPlainString());
        }
        copy(vendors, metric, "simulation_enabled");
        ArrayNode agents = metric.putArray("agents");
        vendors.path("agents").values().stream()
                .filter(JsonNode::isIntegralNumber)
                .forEach(agents::add);
        return metric;
    }

    static ObjectNode result(JsonNode vendors) {
        ObjectNode result = JSON.createObjectNode();
        copy(vendors, result, "id", "agent", "name", "status");
        return result;
    }

    static ObjectNode run(JsonNode vendors, long result, List<String> notes) {
        ObjectNode run = JSON.createObjectNode();
        copy(vendors, run, "id");
        run.put("result", result);
        run.put("status", vendors.path("status").asString("completed"));
        turns(vendors.path("transcript_object"), run);
        @Nullable BigDecimal seconds = seconds(vendors.path("duration"));
        if (seconds != null) {
            run.put("duration", seconds);
        } else if (!vendors.path("duration").isMissingNode()
                && !vendors.path("duration").isNull()) {
            notes.add("run %s: the duration %s is none".formatted(vendors.path("id"), vendors.path("duration")));
        }
        time(vendors, "executed_at", run, "executed_at");
        if (!run.has("executed_at")) {
            time(vendors, "timestamp", run, "executed_at");
        }
        object(vendors, "recording_data", run, "recording_data");
        object(vendors, "metadata", run, "metadata");
        any(vendors, "test_profile_data", run, "test_profile");
        any(vendors, "provider_call_details", run, "provider_call_data");
        any(vendors, "expected_outcome", run, "expected_outcome");
        text(vendors, "call_end_reason", run, "call_end_reason");
        text(vendors, "provider_call_id", run, "provider_call_id");
        text(vendors, "voice_recording_url", run, "voice_recording");
        if (vendors.path("tags").isArray()) {
            run.set("tags", vendors.path("tags"));
        }
        if (vendors.path("scenario_instructions").isString()) {
            run.putObject("evaluator").set("instructions", vendors.path("scenario_instructions"));
        }
        return run;
    }

    static ObjectNode score(long run, JsonNode vendors) {
        ObjectNode score = JSON.createObjectNode().put("run", run);
        score.set("metric", vendors.path("id"));
        if (vendors.path("score").isNumber()) {
            score.set("score", vendors.path("score"));
        }
        text(vendors, "enum", score, "enum");
        ArrayNode explanation = score.putArray("explanation");
        JsonNode given = vendors.path("explanation");
        for (JsonNode line : given.isArray() ? given.values() : List.of(given)) {
            if (line.isString()) {
                explanation.add(line);
            }
        }
        object(vendors, "extra", score, "extra");
        return score;
    }

    /** The seconds of a duration or time as the vendor writes it; null where it is none. */
    static @Nullable BigDecimal seconds(JsonNode duration) {
        if (duration.isNumber()) {
            return duration.decimalValue().signum() < 0 ? null : duration.decimalValue();
        }
        String text = duration.asString("").strip();
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            long minutes = Long.parseLong(clock.group(2));
            return new BigDecimal(clock.group(3)).add(BigDecimal.valueOf(hours * 3600 + minutes * 60));
        }
        return SECONDS.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    // The vendor has the start of a turn in one of three ways
    private static void turns(JsonNode vendors, ObjectNode run) {
        if (!vendors.isArray()) {
            return;
        }
        ArrayNode turns = run.putArray("transcript_object");
        for (JsonNode said : vendors.values()) {
            if (!said.path("role").isString()) {
                continue;
            }
            ObjectNode turn = turns.addObject();
            copy(said, turn, "role");
            text(said, "time", turn, "time");
            text(said, "content", turn, "content");
            for (String field : List.of("start_time", "timestamp", "time")) {
                @Nullable BigDecimal start = seconds(said.path(field));
                if (start != null && !turn.has("start_time")) {
                    turn.put("start_time", start);
                }
            }
            @Nullable BigDecimal end = seconds(said.path("end_time"));
            if (end != null) {
                turn.put("end_time", end);
            }
            object(said, "data", turn, "data");
        }
    }

    private static void time(JsonNode from, String field, ObjectNode to, String name) {
        try {
            if (from.path(field).isString()) {
                to.put(
                        name,
                        OffsetDateTime.parse(from.path(field).stringValue())
                                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            }
        } catch (DateTimeException e) {
            // One without a time zone is no moment
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            any(from, field, to, field);
        }
    }

    private static void any(JsonNode from, String field, ObjectNode to, String name) {
        if (!from.path(field).isMissingNode() && !from.path(field).isNull()) {
            to.set(name, from.path(field));
        }
    }

    private static void object(JsonNode from, String field, ObjectNode to, String name) {
        if (from.path(field).isObject()) {
            to.set(name, from.path(field));
        }
    }

    private static void text(JsonNode from, String field, ObjectNode to, String name) {
        if (from.path(field).isString()) {
            to.set(name, from.path(field));
        }
    }
}
