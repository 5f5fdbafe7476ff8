package dev.reevaluate.wiremock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The world of the stubs: what a new server knows of keys, results and metrics, and never more. */
public final class MockWorkspace {

    private static final Set<String> ELIGIBLE = Set.of("completed", "failed");

    private final JsonNode document;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Map<Long, Result>> results = new LinkedHashMap<>();
    private final Map<String, Map<Long, Metric>> metrics = new LinkedHashMap<>();
    private final Map<Long, Long> organizationByProject = new LinkedHashMap<>();
    private final Map<Long, Long> projectByAgent = new LinkedHashMap<>();

    private MockWorkspace(JsonNode document) {
        this.document = document;
        entries("projects").forEach(project -> organizationByProject.put(id(project), number(project, "organization")));
        entries("agents").forEach(agent -> projectByAgent.put(id(agent), number(agent, "project")));
        entries("api_keys").forEach(entry -> {
            Key key = new Key(
                    entry.path("key").asString(),
                    number(entry, "organization"),
                    entry.has("project") ? Set.of(number(entry, "project")) : projectsOf(number(entry, "organization")),
                    entry.has("project"),
                    entry.path("read_only").asBoolean(false));
            keys.put(key.value(), key);
            results.put(key.value(), resultsOf(key));
            metrics.put(key.value(), metricsOf(key));
        });
    }

    /** Returns the document that a new server loads. */
    public static MockWorkspace load() {
        try (InputStream yaml = Objects.requireNonNull(MockWorkspace.class.getResourceAsStream("workspace.yaml"))) {
            return new MockWorkspace(new YAMLMapper().readTree(yaml));
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

    private Map<Long, Result> resultsOf(Key key) {
        Map<Long, Integer> eligibleRuns = new TreeMap<>();
        entries("runs").stream()
                .filter(run -> ELIGIBLE.contains(run.path("status").asString()))
                .filter(run -> !run.path("deleted").asBoolean(false))
                .forEach(run -> eligibleRuns.merge(number(run, "result"), 1, Integer::sum));
        return entries("results").stream()
                .map(result ->
                        new Result(id(result), number(result, "agent"), eligibleRuns.getOrDefault(id(result), 0)))
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

    /** Returns the ids of the runs that exist for the key. */
    Set<Long> runs(Key key) {
        Set<Long> results = results(key).keySet();
        return entries("runs").stream()
                .filter(run -> !run.path("deleted").asBoolean(false))
                .filter(run -> results.contains(number(run, "result")))
                .map(MockWorkspace::id)
                .collect(Collectors.toSet());
    }

    /** Returns the credits of the key's organization. */
    BigDecimal balance(Key key) {
        return entries("organizations").stream()
                .filter(organization -> id(organization) == key.organization())
                .map(organization -> new BigDecimal(organization.path("balance").asString("0")))
                .findFirst()
                .orElse(BigDecimal.ZERO);
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

    private static BigDecimal cost(JsonNode metric) {
        return new BigDecimal(metric.path("cost").asString("0"));
    }

    private Set<Long> projectsOf(long organization) {
        return organizationByProject.entrySet().stream()
                .filter(project -> project.getValue() == organization)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
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
