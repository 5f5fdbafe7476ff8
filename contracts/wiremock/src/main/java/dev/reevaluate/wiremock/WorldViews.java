package dev.reevaluate.wiremock;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows entries of the world as the server does.
 *
 * @param scores of what is evaluated again
 */
record WorldViews(MockWorkspace world, MockScores scores) {

    /** When all of it was written. */
    static final String MOMENT = "2026-06-10T08:00:00Z";

    private static final double PERCENT = 100;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    // A turn that could break its line could be followed by lines that look like turns of others
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** Returns the result as lists have it. */
    ObjectNode summary(JsonNode result, String status, Set<Long> evaluated) {
        return summary(result, status, runs(result, evaluated));
    }

    private ObjectNode summary(JsonNode result, String status, List<ObjectNode> runs) {
        long completed = count(runs, run -> run.path("status").asString().equals("completed"));
        long success = count(runs, run -> run.path("success").asBoolean());
        ObjectNode view = named(result);
        view.put("status", status);
        view.put("success_rate", completed == 0 ? 0 : Math.round(PERCENT * PERCENT * success / completed) / PERCENT);
        view.put("total_runs_count", runs.size());
        view.put("completed_runs_count", completed);
        view.put("success_runs_count", success);
        view.put(
                "failed_runs_count",
                count(runs, run -> run.path("status").asString().equals("failed")));
        return view.put("created_at", MOMENT).put("updated_at", MOMENT);
    }

    /** Returns the result with its runs. */
    ObjectNode detail(JsonNode result, String status, Set<Long> evaluated) {
        List<ObjectNode> runs = runs(result, evaluated);
        ObjectNode view = summary(result, status, runs);
        ObjectNode byId = view.putObject("runs");
        runs.forEach(run -> byId.set(run.path("id").asString(), run));
        return view;
    }

    /** Returns the run with its turns. */
    ObjectNode runWithTurns(JsonNode run, JsonNode result, Set<Long> evaluated) {
        ObjectNode view = run(run, result, evaluated);
        List<JsonNode> turns = List.copyOf(run.path("transcript_object").values());
        view.put(
                "transcript",
                turns.stream()
                        .map(turn -> "[%s] %s: %s".formatted(time(turn), text(turn, "role"), text(turn, "content")))
                        .map(line -> LINE_BREAK.matcher(line).replaceAll(" "))
                        .collect(Collectors.joining("\n")));
        view.set("transcript_object", list(turns.stream().map(WorldViews::turn)));
        return view;
    }

    /** Returns the metric as lists have it. */
    static ObjectNode metric(JsonNode metric) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.set("id", metric.path("id"));
        view.set("name", metric.path("name"));
        view.put("eval_type", WorkspaceEntries.evalType(metric));
        view.set("project", metric.path("project"));
        view.set(
                "agents",
                list(metric.path("agents").values().stream()
                        .sorted((one, other) -> Long.compare(one.asLong(), other.asLong()))
                        .distinct()));
        view.put("function_name", metric.path("function_name").asString(null));
        if (!metric.path("function_name").isString()) {
            view.put("type", WorkspaceEntries.kind(metric));
        }
        view.set("enum_values", metric.path("enum_values").isArray() ? metric.path("enum_values") : view.nullNode());
        view.put("simulation_enabled", metric.path("simulation_enabled").asBoolean(true));
        copy("prompt", metric, view);
        view.set(
                "configuration",
                metric.path("configuration").isObject() ? metric.path("configuration") : view.objectNode());
        return view.put("metric_cost", WorkspaceEntries.cost(metric).doubleValue());
    }

    static ArrayNode list(Stream<? extends JsonNode> elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(list::add);
        return list;
    }

    private List<ObjectNode> runs(JsonNode result, Set<Long> evaluated) {
        return world.entries()
                .runsOf(result.path("id").asLong())
                .map(run -> run(run, result, evaluated))
                .toList();
    }

    private ObjectNode run(JsonNode run, JsonNode result, Set<Long> evaluated) {
        List<ObjectNode> shown = scores(run, evaluated);
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.set("id", run.path("id"));
        view.set("result_id", result.path("id"));
        view.set("result_name", result.path("name"));
        view.set("agent", result.path("agent"));
        view.put("agent_name", agentName(result));
        view.set("status", run.path("status"));
        view.put(
                "success",
                run.path("status").asString().equals("completed")
                        && shown.stream().allMatch(score -> score.path("passed").asBoolean(true)));
        if (run.path("duration").isNumber()) {
            view.put("duration", run.path("duration").decimalValue().toPlainString());
        } else {
            copy("duration", run, view);
        }
        view.putObject("evaluation").set("metrics", list(shown.stream()));
        copy("metadata", run, view);
        return view.put("executed_at", world.entries().executedAt(run));
    }

    // What the document says, but for what was evaluated since
    private List<ObjectNode> scores(JsonNode run, Set<Long> evaluated) {
        long id = run.path("id").asLong();
        Set<Long> again = WorkspaceEntries.isEligible(run) ? evaluated : Set.of();
        return world.entries().metrics().values().stream()
                .map(metric -> again.contains(metric.path("id").asLong())
                        ? scores.of(id, metric)
                        : world.entries()
                                .score(id, metric.path("id").asLong())
                                .map(score -> MockScores.ofDocument(score, metric))
                                .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private ObjectNode named(JsonNode result) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.set("id", result.path("id"));
        view.set("name", result.path("name"));
        view.set("agent", result.path("agent"));
        return view.put("agent_name", agentName(result));
    }

    private String agentName(JsonNode result) {
        return world.entries().agent(result.path("agent").asLong()).path("name").asString("");
    }

    private static ObjectNode turn(JsonNode turn) {
        String content = text(turn, "content");
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("role", text(turn, "role"));
        view.put("content", content);
        view.put("timestamp", turn.path("start_time").asDouble(0));
        view.put("normalized_content", BLANKS.matcher(content.strip()).replaceAll(" "));
        view.putArray("comparison_spans");
        view.put("time", time(turn));
        for (String name : List.of("start_time", "end_time")) {
            if (turn.path(name).isNumber()) {
                view.put(name, turn.path(name).doubleValue());
            }
        }
        if (turn.path("data").isObject()) {
            view.set("data", turn.path("data"));
        }
        return view;
    }

    // MM:SS
    private static String time(JsonNode turn) {
        long seconds = (long) turn.path("start_time").asDouble(0);
        return turn.path("time").isString()
                ? turn.path("time").stringValue()
                : String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }

    private static String text(JsonNode turn, String name) {
        return turn.path(name).isString() ? turn.path(name).stringValue() : "";
    }

    private static void copy(String name, JsonNode from, ObjectNode to) {
        if (!from.path(name).isMissingNode() && !from.path(name).isNull()) {
            to.set(name, from.path(name));
        }
    }

    private static long count(List<ObjectNode> runs, Predicate<JsonNode> counted) {
        return runs.stream().filter(counted).count();
    }
}
