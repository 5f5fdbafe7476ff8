package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.RequestRefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

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
    void accept(JsonNode body, MockWorkspace.Key caller) {
        List<BigInteger> resultIds = ids(body, RESULTS);
        List<BigInteger> metricIds = ids(body, METRICS);
        var knownResults = world.results(caller);
        var knownMetrics = world.metrics(caller);
        FieldErrors unknown = new FieldErrors();
        unknown.addAll(RESULTS, unknown(resultIds, knownResults), DomainTexts::unknownId);
        unknown.addAll(METRICS, unknown(metricIds, knownMetrics), DomainTexts::unknownId);
        refuse(unknown);

        var results = selected(resultIds, knownResults);
        var metrics = selected(metricIds, knownMetrics);
        FieldErrors outOfScope = new FieldErrors();
        for (MockWorkspace.Metric metric : metrics) {
            results.stream()
                    .map(MockWorkspace.Result::agent)
                    .distinct()
                    .sorted()
                    .filter(agent -> !metric.agents().contains(agent))
                    .forEach(agent -> outOfScope.add(METRICS, DomainTexts.outOfScope(metric.id(), agent)));
        }
        refuse(outOfScope);

        int runs = results.stream().mapToInt(MockWorkspace.Result::eligibleRuns).sum();
        if (runs == 0) {
            refuse(FieldErrors.of(RESULTS, DomainTexts.NOTHING_ELIGIBLE));
        }
        BigDecimal cost = metrics.stream()
                .map(MockWorkspace.Metric::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(BigDecimal.valueOf(runs));
        if (cost.compareTo(world.balance(caller)) > 0) {
            refuse(FieldErrors.of(FieldErrors.NON_FIELD, DomainTexts.insufficientBalance(cost, world.balance(caller))));
        }
    }

    private static void refuse(FieldErrors errors) {
        if (!errors.isEmpty()) {
            throw RequestRefusedException.badRequest(errors);
        }
    }

    private static List<BigInteger> ids(JsonNode body, String field) {
        return body.path(field).values().stream()
                .map(JsonNode::bigIntegerValue)
                .distinct()
                .toList();
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
}
