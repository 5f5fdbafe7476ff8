package dev.reevaluate.server.bulk;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.work.WorkQueue;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The bulk request: all of it, or nothing. */
@Service
public class BulkEvaluation {

    private static final Logger log = LoggerFactory.getLogger(BulkEvaluation.class);

    private final Selections selections;
    private final Ledger ledger;
    private final WorkQueue queue;
    private final IdempotencyKeys idempotencyKeys;

    BulkEvaluation(Selections selections, Ledger ledger, WorkQueue queue, IdempotencyKeys idempotencyKeys) {
        this.selections = selections;
        this.ledger = ledger;
        this.queue = queue;
        this.idempotencyKeys = idempotencyKeys;
    }

    /**
     * Does the same at most once for an idempotency key: a request that was accepted with it is not evaluated again.
     *
     * @throws BulkRefusedException when the request is not accepted, or the key stands for another one; then nothing has changed
     */
    @Transactional
    public Accepted evaluateOnce(
            String idempotencyKey, Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        // In the transaction that charges: a refusal or a crash leaves neither charge nor key, acceptance leaves both
        if (!idempotencyKeys.claim(caller, idempotencyKey, Ids.of(resultIds), Ids.of(metricIds))) {
            log.info("A request of organization {} was accepted before under its key", caller.organization());
            return new Accepted(0, 0, Credits.ZERO);
        }
        return evaluate(caller, resultIds, metricIds);
    }

    /**
     * Schedules the evaluation of every eligible run of the results by each of the metrics.
     *
     * @throws BulkRefusedException when the request is not accepted; then nothing has changed
     */
    @Transactional
    public Accepted evaluate(Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        Ids requestedResults = Ids.of(resultIds);
        Ids requestedMetrics = Ids.of(metricIds);

        List<SelectedResult> results = selections.lockResults(caller, requestedResults.possible());
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

        Batch batch = Batch.of(eligibleRuns, metrics, queue.openWork(eligibleRuns.keySet()), queue.runsPerSlice());
        if (batch.slices().isEmpty()) {
            // All of it is owed already, so its results are running: a repeated request is accepted and costs nothing.
            return new Accepted(0, 0, Credits.ZERO);
        }
        long request = queue.enqueue(caller.organization(), batch.cost(), batch.results(), batch.slices());
        if (!ledger.charge(caller.organization(), batch.cost(), request)) {
            throw new BulkRefusedException(
                    new Refusal.InsufficientBalance(batch.cost(), ledger.remaining(caller.organization())));
        }

        log.info(
                "Request {} of organization {}: {} evaluations in {} slices of {} results, {} credits",
                request,
                caller.organization(),
                batch.evaluations(),
                batch.slices().size(),
                batch.results().size(),
                batch.cost());
        return new Accepted(batch.results().size(), batch.evaluations(), batch.cost());
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
