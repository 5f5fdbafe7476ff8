package dev.reevaluate.wiremock;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The entries of a workspace document, whoever may see them, and what is true of each by itself. */
final class WorkspaceEntries {

    private static final Set<String> ELIGIBLE = Set.of("completed", "failed");

    private final JsonNode document;
    private final Map<Long, JsonNode> agentById;
    private final Map<Long, JsonNode> metricById;
    private final Map<Long, JsonNode> resultById;
    private final Map<Long, JsonNode> runById;
    private final Map<Long, List<JsonNode>> runsByResult;
    private final Map<List<Long>, JsonNode> scores = new HashMap<>();
    private final Map<String, String> utcByTime = new ConcurrentHashMap<>();

    WorkspaceEntries(JsonNode document) {
        this.document = document;
        agentById = byId("agents");
        metricById = byId("metrics");
        resultById = byId("results");
        runById = byId("runs");
        runById.values().removeIf(run -> run.path("deleted").asBoolean(false));
        runsByResult = runById.values().stream().collect(Collectors.groupingBy(run -> number(run, "result")));
        of("scores").forEach(score -> scores.put(List.of(number(score, "run"), number(score, "metric")), score));
    }

    /** Returns the entries of a list, in its order. */
    List<JsonNode> of(String list) {
        return new ArrayList<>(document.path(list).values());
    }

    /** Returns the entries of all results, by ascending id. */
    Map<Long, JsonNode> results() {
        return resultById;
    }

    /** Returns the entry of the agent; a missing node where there is none. */
    JsonNode agent(long id) {
        return agentById.getOrDefault(id, MissingNode.getInstance());
    }

    /** Returns the entry of the result; a missing node where there is none. */
    JsonNode result(long id) {
        return resultById.getOrDefault(id, MissingNode.getInstance());
    }

    /** Returns the entries of all metrics, by ascending id. */
    Map<Long, JsonNode> metrics() {
        return metricById;
    }

    /** Returns the entry of the metric; a missing node where there is none. */
    JsonNode metric(long id) {
        return metricById.getOrDefault(id, MissingNode.getInstance());
    }

    /** Returns the entry of the run; a missing node where there is none, or it is deleted. */
    JsonNode run(long id) {
        return runById.getOrDefault(id, MissingNode.getInstance());
    }

    /** Returns the entries of the result's runs, by ascending id. */
    Stream<JsonNode> runsOf(long result) {
        return runsByResult.getOrDefault(result, List.of()).stream();
    }

    /** Returns what the document says that the metric said of the run. */
    Optional<JsonNode> score(long run, long metric) {
        return Optional.ofNullable(scores.get(List.of(run, metric)));
    }

    /** Returns when the run was executed, in UTC; null where nothing says so. */
    @Nullable
    String executedAt(JsonNode run) {
        String executed = run.path("executed_at").asString(null);
        return executed == null
                ? null
                : utcByTime.computeIfAbsent(
                        executed, time -> OffsetDateTime.parse(time).toInstant().toString());
    }

    /** Returns how a result ends: completed once any of its runs is, else failed. */
    String endOf(JsonNode result) {
        return runsOf(id(result)).anyMatch(run -> run.path("status").asString().equals("completed"))
                ? "completed"
                : "failed";
    }

    /** Returns whether a run can be evaluated again. */
    static boolean isEligible(JsonNode run) {
        return ELIGIBLE.contains(run.path("status").asString());
    }

    // A function makes a metric predefined, whatever its type says
    static String kind(JsonNode metric) {
        return metric.path("function_name").isString()
                ? "predefined"
                : metric.path("type").asString("").equals("custom_code") ? "custom_code" : "llm_judge";
    }

    static String evalType(JsonNode metric) {
        String type = metric.path("eval_type").asString("");
        return type.startsWith("binary") ? "binary" : type;
    }

    static BigDecimal cost(JsonNode metric) {
        return new BigDecimal(metric.path("cost").asString(kind(metric).equals("llm_judge") ? "0.2" : "0"));
    }

    static long id(JsonNode entry) {
        return number(entry, "id");
    }

    static long number(JsonNode entry, String name) {
        return entry.path(name).asLong();
    }

    private Map<Long, JsonNode> byId(String section) {
        Map<Long, JsonNode> byId = new TreeMap<>();
        of(section).forEach(entry -> byId.put(id(entry), entry));
        return byId;
    }
}
