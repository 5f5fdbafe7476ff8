package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows accepted requests as the server does: when one is completed, all of its evaluations have ended. */
record RequestViews(MockWorkspace world, MockScores scores) {

    /** Time plays no part: each request is told with the times that contracts recorded, so that all answers agree. */
    private static final String END =
            Instant.parse(WorldViews.MOMENT).plusSeconds(1).toString();

    /** Returns the request as lists have it. */
    ObjectNode summary(AcceptedRequest request) {
        List<Evaluation> evaluations = evaluations(request);
        boolean completed = request.state() == AcceptedRequest.State.COMPLETED;
        boolean cancelled = request.state() == AcceptedRequest.State.CANCELLED;
        List<Evaluation> failed = completed ? failures(evaluations) : List.of();
        int done = completed ? evaluations.size() : 0;
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", request.id());
        view.put("state", request.state().wireName());
        view.put("accepted_at", WorldViews.MOMENT);
        view.put("ended_at", completed || cancelled ? END : null);
        request.results().forEach(view.putArray("result_ids")::add);
        request.metrics().forEach(view.putArray("metric_ids")::add);
        view.put("evaluations", evaluations.size());
        view.put("already_owed", 0);
        view.put("done", done);
        view.put("scored", done - failed.size());
        view.put("not_applicable", 0);
        view.put("failed", failed.size());
        view.put("cancelled", cancelled ? evaluations.size() : 0);
        view.put("cost", credits(evaluations));
        view.put("refunded", credits(cancelled ? evaluations : failed));
        view.put("evaluations_per_second", done == 0 ? null : Double.valueOf(done));
        return view.putNull("estimated_end_at");
    }

    /** Returns the request with why evaluations failed. */
    ObjectNode detail(AcceptedRequest request) {
        ObjectNode view = summary(request);
        view.putArray("waiting");
        List<Evaluation> failed =
                request.state() == AcceptedRequest.State.COMPLETED ? failures(evaluations(request)) : List.of();
        Map<String, Long> byReason = failed.stream()
                .collect(Collectors.groupingBy(
                        failure -> failure.score().path("explanation").path(0).asString(""),
                        TreeMap::new,
                        Collectors.counting()));
        view.set(
                "failures",
                WorldViews.list(byReason.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(reason -> JsonNodeFactory.instance
                                .objectNode()
                                .put("reason", reason.getKey())
                                .put("evaluations", reason.getValue()))));
        return view;
    }

    /** Returns the comparison of each metric: its scores count as the first ones of their runs. */
    ObjectNode changes(AcceptedRequest request) {
        List<Evaluation> ended = request.state() == AcceptedRequest.State.COMPLETED ? evaluations(request) : List.of();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.set("metrics", WorldViews.list(request.metrics().stream().map(metric -> changes(metric, ended))));
        view.put("count", 0).putNull("next").putNull("previous").putArray("results");
        return view;
    }

    private ObjectNode changes(long metric, List<Evaluation> ended) {
        List<Evaluation> own = ended.stream()
                .filter(evaluation -> evaluation.metric().path("id").asLong() == metric)
                .toList();
        List<Evaluation> scored = new ArrayList<>(own);
        scored.removeAll(failures(own));
        JsonNode entry = world.entries().metric(metric);
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", metric);
        view.set("name", entry.path("name"));
        view.put("eval_type", WorkspaceEntries.evalType(entry));
        view.put("evaluated", scored.size());
        view.put("first", scored.size());
        for (String none : List.of("unchanged", "changed", "pass_to_fail", "fail_to_pass")) {
            view.put(none, 0);
        }
        view.putNull("mean_before");
        view.set(
                "mean_after",
                scored.stream()
                        .map(evaluation -> evaluation.score().path("score"))
                        .filter(JsonNode::isNumber)
                        .mapToDouble(JsonNode::doubleValue)
                        .average()
                        .stream()
                        .mapToObj(JsonNodeFactory.instance::numberNode)
                        .map(JsonNode.class::cast)
                        .findFirst()
                        .orElse(JsonNodeFactory.instance.nullNode()));
        view.putArray("distribution");
        return view;
    }

    private List<Evaluation> evaluations(AcceptedRequest request) {
        return request.results().stream()
                .flatMap(world.entries()::runsOf)
                .filter(WorkspaceEntries::isEligible)
                .flatMap(run -> request.metrics().stream()
                        .map(world.entries()::metric)
                        .map(metric ->
                                new Evaluation(metric, scores.of(run.path("id").asLong(), metric))))
                .toList();
    }

    private static List<Evaluation> failures(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(evaluation -> !MockScores.isScore(evaluation.score()))
                .toList();
    }

    private static String credits(List<Evaluation> evaluations) {
        return DomainTexts.credits(evaluations.stream()
                .map(evaluation -> WorkspaceEntries.cost(evaluation.metric()))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private record Evaluation(JsonNode metric, ObjectNode score) {}
}
