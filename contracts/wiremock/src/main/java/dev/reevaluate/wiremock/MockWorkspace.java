package dev.reevaluate.wiremock;

import static dev.reevaluate.wiremock.WorkspaceEntries.id;
import static dev.reevaluate.wiremock.WorkspaceEntries.number;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The world of the mock, the demo or a document of one's own: what a new server with it knows for each key. */
public final class MockWorkspace {

    // A duration of 88.0 is shown as it was written
    private static final ObjectMapper YAML = exact(YAMLMapper.builder(YAMLFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(Integer.MAX_VALUE)
                    // Or a long text without a space is copied for each kB of it
                    .setBufferSize(1024 * 1024)
                    .build())
            .build()));
    private static final ObjectMapper JSON = exact(JsonMapper.builder());

    private final WorkspaceEntries entries;
    private final boolean demo;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<Key, Map<Long, Result>> results = new HashMap<>();
    private final Map<Key, Map<Long, Metric>> metrics = new HashMap<>();
    private final Map<Long, Long> organizationByProject = new LinkedHashMap<>();
    private final Map<Long, Long> projectByAgent = new LinkedHashMap<>();

    private MockWorkspace(JsonNode document, boolean demo) {
        entries = new WorkspaceEntries(document);
        this.demo = demo;
        entries.of("projects")
                .forEach(project -> organizationByProject.put(id(project), number(project, "organization")));
        entries.of("agents").forEach(agent -> projectByAgent.put(id(agent), number(agent, "project")));
        entries.of("api_keys").stream()
                .filter(entry -> !entry.path("revoked").asBoolean(false))
                .forEach(this::addKey);
    }

    private void addKey(JsonNode entry) {
        String value = entry.path("key").asString("");
        Key key = new Key(
                value,
                number(entry, "organization"),
                entry.hasNonNull("project")
                        ? Set.of(number(entry, "project"))
                        : projectsOf(number(entry, "organization")),
                entry.hasNonNull("project"),
                entry.path("read_only").asBoolean(false));
        keys.put(entry.path("key_sha256").asString(sha256(value)), key);
        results.put(key, resultsOf(key));
        metrics.put(key, metricsOf(key));
    }

    /** Returns the demo, which a new server loads. */
    public static MockWorkspace demo() {
        try (InputStream yaml = Objects.requireNonNull(MockWorkspace.class.getResourceAsStream("workspace.yaml"))) {
            return new MockWorkspace(YAML.readTree(yaml), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the document in the file, which has no mistakes. */
    public static MockWorkspace of(Path file) {
        boolean isJson = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        if (isJson) {
            return new MockWorkspace(JSON.readTree(file), false);
        }
        // Fills the buffer, as Jackson's own reader does not
        try (Reader text = Files.newBufferedReader(file)) {
            return new MockWorkspace(YAML.readTree(text), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is the demo, of which the contracts tell. */
    public boolean isDemo() {
        return demo;
    }

    /** Returns what the document says, whoever asks. */
    WorkspaceEntries entries() {
        return entries;
    }

    /** Returns all keys. */
    public Collection<Key> keys() {
        return keys.values();
    }

    /** Returns the key with that value. */
    public Optional<Key> key(String value) {
        return Optional.ofNullable(keys.get(sha256(value)));
    }

    /** Returns the results that exist for the key, by id. */
    Map<Long, Result> results(Key key) {
        return results.getOrDefault(key, Map.of());
    }

    /** Returns the metrics that exist for the key, by id. */
    Map<Long, Metric> metrics(Key key) {
        return metrics.getOrDefault(key, Map.of());
    }

    /** Returns the entry of the key's organization. */
    JsonNode organization(Key key) {
        return entries.of("organizations").stream()
                .filter(organization -> id(organization) == key.organization())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private Map<Long, Result> resultsOf(Key key) {
        return entries.results().values().stream()
                .map(result -> new Result(id(result), number(result, "agent"), (int) entries.runsOf(id(result))
                        .filter(WorkspaceEntries::isEligible)
                        .count()))
                .filter(result -> key.projects().contains(projectByAgent.get(result.agent())))
                .collect(Collectors.toMap(Result::id, result -> result));
    }

    private Map<Long, Metric> metricsOf(Key key) {
        return entries.of("metrics").stream()
                .filter(metric -> key.projects().contains(number(metric, "project")))
                .map(metric -> new Metric(
                        id(metric), metric.path("name").asString(), WorkspaceEntries.cost(metric), agents(metric)))
                .collect(Collectors.toMap(Metric::id, metric -> metric));
    }

    /** Returns the project of the agent; 0 where there is no such agent. */
    long projectOf(long agent) {
        return projectByAgent.getOrDefault(agent, 0L);
    }

    /** Returns the credits that the key's organization has left. */
    BigDecimal balance(Key key) {
        JsonNode organization = organization(key);
        return new BigDecimal(organization.path("balance").asString("0"))
                .subtract(new BigDecimal(organization.path("used").asString("0")));
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

    private Set<Long> projectsOf(long organization) {
        return organizationByProject.entrySet().stream()
                .filter(project -> project.getValue() == organization)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ObjectMapper exact(MapperBuilder<?, ?> mapper) {
        return mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * A key, and what it opens.
     *
     * @param value what a client sends; empty where only its hash is known
     * @param projects whose data it sees
     * @param ofProject whether it is a key of one project, which may not see the balance
     * @param readOnly whether it may not write
     */
    public record Key(String value, long organization, Set<Long> projects, boolean ofProject, boolean readOnly) {

        /** Never prints the key. */
        @Override
        public String toString() {
            return "Key[organization=%s, projects=%s, readOnly=%s]".formatted(organization, projects, readOnly);
        }
    }

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
