package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.evaluation.MetricDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what came of runs in one transaction: scores, refunds, and the end of the slice, its execution and its result. */
@Component
class Commit {

    private final Slices slices;
    private final Executions executions;
    private final Scores scores;
    private final Ledger ledger;
    private final ResultCompletion completion;
    private final WorkProperties properties;

    Commit(
            Slices slices,
            Executions executions,
            Scores scores,
            Ledger ledger,
            ResultCompletion completion,
            WorkProperties properties) {
        this.slices = slices;
        this.executions = executions;
        this.scores = scores;
        this.ledger = ledger;
        this.completion = completion;
        this.properties = properties;
    }

    /**
     * Writes the runs' scores and refunds. What is delayed of a run stays owed, as a slice of its own.
     *
     * @return whether the slice was still the caller's; if not, nothing was written
     */
    // Locks in the order slice, result, organization. A bulk request locks results, then the organization, and adds
    // slices of its own: no two transactions ever wait for each other.
    @Transactional
    public boolean write(Slice slice, List<EvaluatedRun> runs, List<MetricDefinition> metrics) {
        Optional<Boolean> closed = slices.close(slice, runs);
        if (closed.isEmpty()) {
            return false;
        }
        boolean last = closed.get();
        if (last) {
            completion.lock(slice.resultId());
        }
        for (DelayedRuns delayed : DelayedRuns.of(runs)) {
            Duration wait =
                    properties.delayAfter(slice.waits(), delayed.reason().retryAfter());
            executions.recordDelayed(slice, delayed, wait);
        }
        scores.write(slice.requestId(), runs, metrics);
        ledger.refund(slice.organizationId(), slice.requestId(), refunds(slice, runs));
        if (last) {
            executions.end(slice);
            executions.startFollowersOf(slice);
            completion.completeUnlessOwed(slice.resultId(), slice.requestId());
        }
        return true;
    }

    private static Map<Long, Credits> refunds(Slice slice, List<EvaluatedRun> runs) {
        Map<Long, Credits> refunds = new LinkedHashMap<>();
        for (EvaluatedRun run : runs) {
            Credits amount = run.toRefund(slice.metricCosts());
            if (!amount.isZero()) {
                refunds.put(run.runId(), amount);
            }
        }
        return refunds;
    }
}
