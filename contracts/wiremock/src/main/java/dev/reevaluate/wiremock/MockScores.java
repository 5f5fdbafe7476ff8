package dev.reevaluate.wiremock;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a re-evaluation gives: scores, as a result shows them, and how the result ends. The mock evaluates nothing: a score is what a contract recorded
 * for the run and the metric, or for the metric on another run, or else made up; its explanation says which.
 */
final class MockScores {

    private static final int PASS = 5;

    // By metric, then by run
    private final Map<Long, Map<Long, ObjectNode>> recorded = new ConcurrentHashMap<>();

    private final Map<String, String> ends = new ConcurrentHashMap<>();

    /** Keeps the scores of a recorded result. */
    void keep(JsonNode result) {
        for (JsonNode run : result.path("runs").values()) {
            for (JsonNode score : run.path("evaluation").path("metrics").values()) {
                recorded.computeIfAbsent(score.path("id").asLong(), metric -> new ConcurrentSkipListMap<>())
                        .put(run.path("id").asLong(), (ObjectNode) score);
            }
        }
    }

    /** Keeps how a result ends in a story, if the recorded result has ended. */
    void keepEnd(String story, JsonNode result) {
        if (!result.path("status").asString().equals("running")) {
            ends.put(story + "/" + result.path("id"), result.path("status").asString());
        }
    }

    /** Returns how the result ends in the story; empty where that was not recorded. */
    Optional<String> end(@Nullable String story, JsonNode result) {
        return Optional.ofNullable(ends.get(story + "/" + result.path("id")));
    }

    /** Returns what the metric says of the run from now on. */
    ObjectNode of(long run, JsonNode metric) {
        Map<Long, ObjectNode> ofMetric = recorded.getOrDefault(metric.path("id").asLong(), Map.of());
        ObjectNode own = ofMetric.get(run);
        return own != null
                ? own
                : ofMetric.entrySet().stream()
                        .min(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .map(other -> ofAnother(other.getKey(), other.getValue()))
                        .orElseGet(() -> madeUp(metric));
    }

    /** Returns whether it is a score at all, and no failure to evaluate. */
    static boolean isScore(JsonNode score) {
        return !score.path("score").isNull() || !score.path("enum").isNull();
    }

    /** Returns what a workspace document says of a pair. */
    static ObjectNode ofDocument(JsonNode score, JsonNode metric) {
        ObjectNode shown =
                shown(metric, number(score.path("score")), score.path("enum").asString(null));
        shown.putArray("explanation").addAll(score.path("explanation").values());
        shown.set(
                "extra", score.path("extra").isObject() ? score.path("extra") : JsonNodeFactory.instance.objectNode());
        return shown;
    }

    private static ObjectNode ofAnother(long run, ObjectNode score) {
        ObjectNode copy = score.deepCopy();
        if (isScore(score)) {
            copy.putArray("explanation").add("The mock evaluates nothing: this is the score of run %s.".formatted(run));
        }
        return copy;
    }

    private static ObjectNode madeUp(JsonNode metric) {
        JsonNode values = metric.path("enum_values");
        boolean isEnum = WorkspaceEntries.evalType(metric).equals("enum");
        ObjectNode shown = shown(
                metric,
                isEnum ? Optional.empty() : Optional.of(JsonNodeFactory.instance.numberNode(PASS)),
                isEnum ? values.path(0).asString("any") : null);
        shown.putArray("explanation").add("The mock evaluates nothing: this score is made up.");
        shown.putObject("extra");
        return shown;
    }

    private static Optional<JsonNode> number(JsonNode score) {
        return score.isNumber() ? Optional.of(score) : Optional.empty();
    }

    private static ObjectNode shown(JsonNode metric, Optional<JsonNode> score, @Nullable String chosen) {
        boolean binary = WorkspaceEntries.evalType(metric).equals("binary");
        boolean passed =
                score.filter(number -> number.decimalValue().signum() > 0).isPresent();
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.set("id", metric.path("id"));
        shown.set("name", metric.path("name"));
        shown.put("type", WorkspaceEntries.kind(metric));
        shown.set("score", score.orElse(JsonNodeFactory.instance.nullNode()));
        shown.put("enum", chosen);
        String number =
                score.map(JsonNode::decimalValue).map(BigDecimal::toPlainString).orElse(chosen);
        shown.put("value", binary && score.isPresent() ? passed ? "Pass" : "Fail" : number);
        shown.put("eval_type", WorkspaceEntries.evalType(metric));
        if (metric.path("function_name").isString()) {
            shown.set("function_name", metric.path("function_name"));
        }
        if (binary) {
            shown.put("passed", score.isPresent() ? (Boolean) passed : null);
        }
        return shown;
    }
}
