package dev.reevaluate.server.workspace;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Makes a workspace document of what the vendor's API has answered: results, runs and metrics, one of them, a list, or a page,
 * in any order.
 */
public final class VendorDocument {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    .build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final long organization;
    private final long defaultProject;
    private final Map<Long, ObjectNode> projects = new TreeMap<>();
    private final Map<Long, ObjectNode> agents = new TreeMap<>();
    private final Map<Long, ObjectNode> metrics = new TreeMap<>();
    private final Map<Long, ObjectNode> results = new TreeMap<>();
    private final Map<Long, ObjectNode> runs = new TreeMap<>();
    private final Map<String, ObjectNode> scores = new TreeMap<>();
    private final Map<Long, Set<Long>> agentsOfAssumed = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Begins a document.
     *
     * @param organization that all of it shall belong to; the vendor's answers do not say
     * @param defaultProject of agents that no metric tells the project of
     */
    public VendorDocument(long organization, long defaultProject) {
        this.organization = organization;
        this.defaultProject = defaultProject;
    }

    /**
     * Takes what a file holds.
     *
     * @throws SetupException when it is nothing of the vendor's
     */
    public void add(Resource file) {
        String name = String.valueOf(file.getFilename());
        try (InputStream input = file.getInputStream()) {
            add(name, JSON.readTree(input));
        } catch (JacksonException e) {
            throw refused(name, "this is no JSON");
        } catch (NumberFormatException e) {
            throw refused(name, "it has a number that can't be read");
        } catch (IOException e) {
            throw refused(name, "can't be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    /** Writes the document, and tells what had to be left out or assumed. */
    public List<String> write(Writer target) {
        complete();
        try (JsonGenerator generator = YAML.createGenerator(target)) {
            generator.writeStartObject();
            ObjectNode owner =
                    JSON.createObjectNode().put("id", organization).put("name", "Organization " + organization);
            write(generator, Section.ORGANIZATIONS, List.of(owner));
            write(generator, Section.PROJECTS, projects.values());
            write(generator, Section.AGENTS, agents.values());
            write(generator, Section.METRICS, metrics.values());
            write(generator, Section.RESULTS, results.values());
            write(generator, Section.RUNS, runs.values());
            write(generator, Section.SCORES, scores.values());
            generator.writeEndObject();
        }
        return notes;
    }

    private void add(String file, JsonNode content) {
        if (content.isArray()) {
            content.forEach(item -> add(file, item));
        } else if (content.has("results") && content.has("count")) {
            add(file, content.path("results"));
        } else if (content.has("eval_type") && content.path("id").isIntegralNumber()) {
            metrics.put(content.path("id").asLong(), VendorFields.metric(content));
            agentsOfAssumed.remove(content.path("id").asLong());
        } else if (isRun(content)) {
            addRun(content, content.path("result_id").asLong());
        } else if (content.path("id").isIntegralNumber() && content.has("agent") && content.has("name")) {
            addResult(content);
        } else {
            throw refused(file, "this is no result, run or metric as the vendor's API answers them");
        }
    }

    private static SetupException refused(String file, String reason) {
        return new SetupException(
                "%s: %s.".formatted(file, reason),
                "Save what the API answers for results, runs or metrics, as it is. No document was written.");
    }

    private static boolean isRun(JsonNode content) {
        return content.path("id").isIntegralNumber()
                && content.path("result_id").isIntegralNumber();
    }

    // A list of results has no runs, or names them only
    private void addResult(JsonNode content) {
        long id = content.path("id").asLong();
        results.put(id, VendorFields.result(content));
        addAgent(content);
        for (JsonNode run : content.path("runs").values()) {
            if (run.path("id").isIntegralNumber()) {
                ObjectNode whole = ((ObjectNode) run).deepCopy();
                whole.set("agent", content.path("agent"));
                whole.set("agent_name", content.path("agent_name"));
                addRun(whole, id);
            }
        }
    }

    private void addRun(JsonNode content, long result) {
        long id = content.path("id").asLong();
        ObjectNode run = VendorFields.run(content, result, notes);
        // Of two answers about the same run the one that has its transcript
        ObjectNode known = runs.get(id);
        if (known == null || !known.has("transcript_object") || run.has("transcript_object")) {
            runs.put(id, run);
        }
        addAgent(content);
        results.computeIfAbsent(
                result,
                key -> VendorFields.result(JSON.createObjectNode()
                        .put("id", result)
                        .put("name", content.path("result_name").asString("Result " + result))
                        .put("status", "completed")
                        .put("agent", content.path("agent").asLong(0))));
        for (JsonNode evaluated : content.path("evaluation").path("metrics").values()) {
            if (evaluated.path("id").isIntegralNumber()) {
                addScore(id, content, evaluated);
            }
        }
    }

    private void addScore(long run, JsonNode content, JsonNode evaluated) {
        long metric = evaluated.path("id").asLong();
        scores.put(String.format(Locale.ROOT, "%020d/%020d", run, metric), VendorFields.score(run, evaluated));
        if (!metrics.containsKey(metric)) {
            metrics.put(metric, VendorFields.metric(evaluated));
            agentsOfAssumed.put(metric, new TreeSet<>());
        }
        if (agentsOfAssumed.containsKey(metric)) {
            agentsOfAssumed.get(metric).add(content.path("agent").asLong(0));
        }
    }

    private void addAgent(JsonNode content) {
        if (content.path("agent").isIntegralNumber()) {
            long id = content.path("agent").asLong();
            agents.putIfAbsent(
                    id,
                    JSON.createObjectNode()
                            .put("id", id)
                            .put("project", 0)
                            .put("name", content.path("agent_name").asString("Agent " + id)));
        }
    }

    private void complete() {
        agentsOfAssumed.forEach((metric, ofItsRuns) -> {
            notes.add(
                    "metric %s is known by its scores alone: its definition is what a run says of it, and its agents are those of its runs"
                            .formatted(metric));
            ArrayNode enabled = Objects.requireNonNull(metrics.get(metric)).putArray("agents");
            ofItsRuns.forEach(enabled::add);
        });
        for (ObjectNode metric : metrics.values()) {
            if (!metric.path("project").isIntegralNumber()) {
                metric.put("project", projectOf(metric));
            }
            long project = metric.path("project").asLong();
            for (JsonNode agent : metric.path("agents").values()) {
                ObjectNode known = agents.computeIfAbsent(
                        agent.asLong(),
                        id -> JSON.createObjectNode()
                                .put("id", id)
                                .put("project", 0)
                                .put("name", "Agent " + id));
                if (known.path("project").asLong() == 0) {
                    known.put("project", project);
                }
            }
        }
        for (ObjectNode agent : agents.values()) {
            if (agent.path("project").asLong() == 0) {
                agent.put("project", defaultProject);
            }
            project(agent.path("project").asLong());
        }
        metrics.values().forEach(metric -> project(metric.path("project").asLong()));
    }

    private long projectOf(ObjectNode metric) {
        for (JsonNode agent : metric.path("agents").values()) {
            ObjectNode known = agents.get(agent.asLong());
            if (known != null && known.path("project").asLong() != 0) {
                return known.path("project").asLong();
            }
        }
        return defaultProject;
    }

    private void project(long id) {
        projects.computeIfAbsent(
                id,
                key -> JSON.createObjectNode()
                        .put("id", id)
                        .put("organization", organization)
                        .put("name", "Project " + id));
    }

    private static void write(JsonGenerator generator, Section section, Collection<ObjectNode> entries) {
        if (!entries.isEmpty()) {
            generator.writeName(section.wireName());
            ArrayNode list = JSON.createArrayNode();
            list.addAll(entries);
            generator.writeTree(list);
        }
    }
}
