package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.RequestRefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model of the server's bulk rules over a workspace that never changes: existence, scope, eligibility, balance, in this
 * order. The server does the same on its database; that both agree is tested.
 */
record BulkRules(MockWorkspace world) {

    private static final String RESULTS = "result_ids";
    private static final String METRICS = "metric_ids";

    /**
     * Accepts a body that follows the contract.
     *
     * @throws RequestRefusedException when the server would refuse it
     */
    void accept(CheckedBody body, MockWorkspace.Key caller) {
        BigDecimal cost = select(body, caller).cost();
        if (cost.compareTo(world.balance(caller)) > 0) {
            refuse(FieldErrors.of(FieldErrors.NON_FIELD, DomainTexts.insufficientBalance(cost, world.balance(caller))));
        }
    }

    /**
     * Returns what a new server says that the request would evaluate, and cost.
     *
     * @throws RequestRefusedException when the server would refuse it for another reason than the balance
     */
    JsonNode estimate(CheckedBody body, MockWorkspace.Key caller) {
        Selected selected = select(body, caller);
        BigDecimal balance = world.balance(caller);
        BigDecimal after = balance.subtract(selected.cost());
        ObjectNode estimate = JsonNodeFactory.instance.objectNode();
        estimate.put(
                "results",
                selected.results().stream()
                        .filter(result -> result.eligibleRuns() > 0)
                        .count());
        estimate.put("runs", selected.runs());
        estimate.put("evaluations", selected.runs() * selected.metrics().size());
        estimate.put("already_owed", 0);
        estimate.put("cost", DomainTexts.credits(selected.cost()));
        estimate.put("covered", after.signum() >= 0);
        estimate.put("balance", caller.ofProject() ? null : DomainTexts.credits(balance));
        estimate.put("balance_after", caller.ofProject() ? null : DomainTexts.credits(after));
        ArrayNode metrics = estimate.putArray("metrics");
        selected.metrics().stream()
                .sorted(Comparator.comparingLong(MockWorkspace.Metric::id))
                .forEach(metric -> metrics.addObject()
                        .put("id", metric.id())
                        .put("name", metric.name())
                        .put("evaluations", selected.runs())
                        .put("cost", DomainTexts.credits(metric.cost().multiply(BigDecimal.valueOf(selected.runs())))));
        return estimate;
    }

    /** Returns whether all that the request names exists for its caller. */
    boolean know(CheckOutcome.Passed request) {
        return unknown(request.body().ids(RESULTS), world.results(request.caller()))
                        .isEmpty()
                && unknown(request.body().ids(METRICS), world.metrics(request.caller()))
                        .isEmpty();
    }

    /** Returns those of the results that have anything to evaluate. */
    Set<Long> touched(CheckOutcome.Passed request) {
        return resultIds(request.body()).stream()
                .map(world.results(request.caller())::get)
                .filter(result -> result.eligibleRuns() > 0)
                .map(MockWorkspace.Result::id)
                .collect(Collectors.toSet());
    }

    /** Returns the ids of the results that an acceptable body names, each once. */
    static List<Long> resultIds(CheckedBody body) {
        return body.ids(RESULTS).stream().map(BigInteger::longValueExact).toList();
    }

    /** Returns the ids of the metrics that an acceptable body names, each once. */
    static List<Long> metricIds(CheckedBody body) {
        return body.ids(METRICS).stream().map(BigInteger::longValueExact).toList();
    }

    private Selected select(CheckedBody body, MockWorkspace.Key caller) {
        List<BigInteger> resultIds = body.ids(RESULTS);
        List<BigInteger> metricIds = body.ids(METRICS);
        var knownResults = world.results(caller);
        var knownMetrics = world.metrics(caller);
        FieldErrors unknown = new FieldErrors();
        unknown.addAll(RESULTS, unknown(resultIds, knownResults), DomainTexts::unknownId);
        unknown.addAll(METRICS, unknown(metricIds, knownMetrics), DomainTexts::unknownId);
        refuse(unknown);

        Selected selected = new Selected(selected(resultIds, knownResults), selected(metricIds, knownMetrics));
        FieldErrors outOfScope = new FieldErrors();
        for (MockWorkspace.Metric metric : selected.metrics()) {
            selected.results().stream()
                    .map(MockWorkspace.Result::agent)
                    .distinct()
                    .sorted()
                    .filter(agent -> !metric.agents().contains(agent))
                    .forEach(agent -> outOfScope.add(METRICS, DomainTexts.outOfScope(metric.id(), agent)));
        }
        refuse(outOfScope);
        if (selected.runs() == 0) {
            refuse(FieldErrors.of(RESULTS, DomainTexts.NOTHING_ELIGIBLE));
        }
        return selected;
    }

    private static void refuse(FieldErrors errors) {
        if (!errors.isEmpty()) {
            throw RequestRefusedException.badRequest(errors);
        }
    }

    private static List<BigInteger> unknown(Collection<BigInteger> ids, Map<Long, ?> known) {
        return ids.stream().filter(id -> !isKnown(id, known)).toList();
    }

    private static boolean isKnown(BigInteger id, Map<Long, ?> known) {
        return id.bitLength() < Long.SIZE && known.containsKey(id.longValue());
    }

    private static <T> List<T> selected(Collection<BigInteger> ids, Map<Long, T> known) {
        return ids.stream().map(id -> known.get(id.longValueExact())).toList();
    }

    private record Selected(List<MockWorkspace.Result> results, List<MockWorkspace.Metric> metrics) {

        long runs() {
            return results.stream()
                    .mapToLong(MockWorkspace.Result::eligibleRuns)
                    .sum();
        }

        BigDecimal cost() {
            return metrics.stream()
                    .map(MockWorkspace.Metric::cost)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .multiply(BigDecimal.valueOf(runs()));
        }
    }
}
