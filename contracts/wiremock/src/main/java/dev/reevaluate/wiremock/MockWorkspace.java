package dev.reevaluate.wiremock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The world of the stubs: what a new server knows of keys, results and metrics, and never more. */
public final class MockWorkspace {

    // A duration of 88.0 is shown as it was written
    private static final YAMLMapper EXACT = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> ELIGIBLE = Set.of("completed", "failed");

    private final JsonNode document;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Map<Long, Result>> results = new LinkedHashMap<>();
    private final Map<String, Map<Long, Metric>> metrics = new LinkedHashMap<>();
    private final Map<Long, Long> organizationByProject = new LinkedHashMap<>();
    private final Map<Long, Long> projectByAgent = new LinkedHashMap<>();
    private final Map<Long, JsonNode> agentById;
    private final Map<Long, JsonNode> metricById;
    private final Map<Long, JsonNode> resultById;
    private final Map<Long, JsonNode> runById;
    private final Map<Long, List<JsonNode>> runsByResult;
    private final Map<List<Long>, JsonNode> scores = new HashMap<>();

    private MockWorkspace(JsonNode document) {
        this.document = document;
        agentById = byId("agents");
        metricById = byId("metrics");
        resultById = byId("results");
        runById = byId("runs");
        runById.values().removeIf(run -> run.path("deleted").asBoolean(false));
        runsByResult = runById.values().stream().collect(Collectors.groupingBy(run -> number(run, "result")));
        entries("scores").forEach(score -> scores.put(List.of(number(score, "run"), number(score, "metric")), score));
        entries("projects").forEach(project -> organizationByProject.put(id(project), number(project, "organization")));
        entries("agents").forEach(agent -> projectByAgent.put(id(agent), number(agent, "project")));
        entries("api_keys").forEach(entry -> {
            Key key = new Key(
                    entry.path("key").asString(),
                    number(entry, "organization"),
                    entry.hasNonNull("project")
                            ? Set.of(number(entry, "project"))
                            : projectsOf(number(entry, "organization")),
                    entry.hasNonNull("project"),
                    entry.path("read_only").asBoolean(false));
            keys.put(key.value(), key);
            results.put(key.value(), resultsOf(key));
            metrics.put(key.value(), metricsOf(key));
        });
    }

    /** Returns the document that a new server loads. */
    public static MockWorkspace load() {
        try (InputStream yaml = Objects.requireNonNull(MockWorkspace.class.getResourceAsStream("workspace.yaml"))) {
            return new MockWorkspace(EXACT.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all keys. */
    public Collection<Key> keys() {
        return keys.values();
    }

    /** Returns the key with that value. */
    public Optional<Key> key(String value) {
        return Optional.ofNullable(keys.get(value));
    }

    /** Returns the results that exist for the key, by id. */
    Map<Long, Result> results(Key key) {
        return results.getOrDefault(key.value(), Map.of());
    }

    /** Returns the metrics that exist for the key, by id. */
    Map<Long, Metric> metrics(Key key) {
        return metrics.getOrDefault(key.value(), Map.of());
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

    /** Returns the entry of the key's organization. */
    JsonNode organization(Key key) {
        return entries("organizations").stream()
                .filter(organization -> id(organization) == key.organization())
                .findFirst()
                .orElse(MissingNode.getInstance());
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

    private Map<Long, Result> resultsOf(Key key) {
        return resultById.values().stream()
                .map(result -> new Result(id(result), number(result, "agent"), (int)
                        runsOf(id(result)).filter(MockWorkspace::isEligible).count()))
                .filter(result -> key.projects().contains(projectByAgent.get(result.agent())))
                .collect(Collectors.toMap(Result::id, result -> result));
    }

    private Map<Long, Metric> metricsOf(Key key) {
        return entries("metrics").stream()
                .filter(metric -> key.projects().contains(number(metric, "project")))
                .map(metric -> new Metric(id(metric), metric.path("name").asString(), cost(metric), agents(metric)))
                .collect(Collectors.toMap(Metric::id, metric -> metric));
    }

    /** Returns the project of the agent; 0 where there is no such agent. */
    long projectOf(long agent) {
        return projectByAgent.getOrDefault(agent, 0L);
    }

    /** Returns the credits of the key's organization. */
    BigDecimal balance(Key key) {
        return new BigDecimal(organization(key).path("balance").asString("0"));
    }

    // In scope are enabled agents of the metric's own project
    private Set<Long> agents(JsonNode metric) {
        Set<Long> agents = new TreeSet<>();
        if (metric.path("simulation_enabled").asBoolean(true)) {
            metric.path("agents").values().stream()
                    .map(JsonNode::asLong)
                    .filter(agent -> Objects.equals(projectByAgent.get(agent), number(metric, "project")))
                    .forEach(agents::add);
        }
        return agents;
    }

    static BigDecimal cost(JsonNode metric) {
        return new BigDecimal(metric.path("cost").asString(kind(metric).equals("llm_judge") ? "0.2" : "0"));
    }

    private Set<Long> projectsOf(long organization) {
        return organizationByProject.entrySet().stream()
                .filter(project -> project.getValue() == organization)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<Long, JsonNode> byId(String section) {
        Map<Long, JsonNode> byId = new TreeMap<>();
        entries(section).forEach(entry -> byId.put(id(entry), entry));
        return byId;
    }

    private List<JsonNode> entries(String section) {
        return new ArrayList<>(document.path(section).values());
    }

    private static long id(JsonNode entry) {
        return number(entry, "id");
    }

    private static long number(JsonNode entry, String name) {
        return entry.path(name).asLong();
    }

    /**
     * A key, and what it opens.
     *
     * @param value what a client sends
     * @param projects whose data it sees
     * @param ofProject whether it is a key of one project, which may not see the balance
     * @param readOnly whether it may not write
     */
    public record Key(String value, long organization, Set<Long> projects, boolean ofProject, boolean readOnly) {}

    /** A result, and how many of its runs can be evaluated again. */
    record Result(long id, long agent, int eligibleRuns) {}

    /**
     * A metric.
     *
     * @param cost credits for one evaluation
     * @param agents whose scope it is in
     */
    record Metric(long id, String name, BigDecimal cost, Set<Long> agents) {}
}
