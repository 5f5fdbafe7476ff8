package dev.reevaluate.server.bulk;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.work.WorkQueue;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds what a request selects, and refuses it by the rules, in their order: existence, scope, eligibility. */
@Component
class Selector {

    private final Selections selections;
    private final WorkQueue queue;

    Selector(Selections selections, WorkQueue queue) {
        this.selections = selections;
        this.queue = queue;
    }

    /**
     * Returns the selection, and keeps its results from changing until the transaction ends.
     *
     * @throws BulkRefusedException when it is not allowed
     */
    Selection lock(Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        Ids results = Ids.of(resultIds);
        return select(caller, results, selections.lockResults(caller, results.possible()), Ids.of(metricIds));
    }

    /**
     * Returns the selection as it is now.
     *
     * @throws BulkRefusedException when it is not allowed
     */
    Selection look(Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        Ids results = Ids.of(resultIds);
        return select(caller, results, selections.results(caller, results.possible()), Ids.of(metricIds));
    }

    private Selection select(Caller caller, Ids requestedResults, List<SelectedResult> results, Ids requestedMetrics) {
        Set<Long> agents =
                results.stream().map(SelectedResult::agent).collect(Collectors.toCollection(LinkedHashSet::new));
        List<SelectedMetric> metrics = selections.metrics(caller, requestedMetrics.possible(), agents);
        refuseUnknownIds(requestedResults, results, requestedMetrics, metrics);
        if (!metrics.stream().allMatch(SelectedMetric::inScope)) {
            throw new BulkRefusedException(selections.outOfScope(requestedMetrics.possible(), agents));
        }

        Map<Long, List<Long>> eligibleRuns =
                selections.eligibleRuns(results.stream().map(SelectedResult::id).toList());
        if (eligibleRuns.isEmpty()) {
            throw new BulkRefusedException(new Refusal.NothingEligible());
        }
        return new Selection(
                requestedResults.possible(),
                // A metric is in scope of agents of its own project alone, so all results are of one project
                results.get(0).project(),
                metrics,
                eligibleRuns.values().stream().mapToLong(List::size).sum(),
                Batch.of(eligibleRuns, metrics, queue.openWork(eligibleRuns.keySet()), queue.runsPerSlice()));
    }

    private static void refuseUnknownIds(
            Ids requestedResults, List<SelectedResult> results, Ids requestedMetrics, List<SelectedMetric> metrics) {
        List<BigInteger> unknownResults = requestedResults.without(
                results.stream().map(SelectedResult::id).toList());
        List<BigInteger> unknownMetrics = requestedMetrics.without(
                metrics.stream().map(SelectedMetric::id).toList());
        if (!unknownResults.isEmpty() || !unknownMetrics.isEmpty()) {
            throw new BulkRefusedException(new Refusal.UnknownIds(unknownResults, unknownMetrics));
        }
    }
}
