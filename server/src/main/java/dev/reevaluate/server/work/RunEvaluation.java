package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.evaluation.Call;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.EvaluationException;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.results.ResultStates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Evaluates one run of a slice by all metrics of the slice: reads its call once, writes its scores together. */
@Component
class RunEvaluation {

    private static final Logger log = LoggerFactory.getLogger(RunEvaluation.class);

    private final Scores scores;
    private final Evaluators evaluators;
    private final Slices slices;
    private final Ledger ledger;
    private final ResultStates results;
    private final EvaluationMeters meters;
    private final TransactionTemplate transaction;

    RunEvaluation(
            Scores scores,
            Evaluators evaluators,
            Slices slices,
            Ledger ledger,
            ResultStates results,
            EvaluationMeters meters,
            TransactionTemplate transaction) {
        this.scores = scores;
        this.evaluators = evaluators;
        this.slices = slices;
        this.ledger = ledger;
        this.results = results;
        this.meters = meters;
        this.transaction = transaction;
    }

    /**
     * Evaluates the run at the position, outside any transaction, and writes what came out in one.
     *
     * @return whether the slice was still the caller's; if not, nothing was written
     */
    boolean evaluate(Slice slice, int position, List<MetricDefinition> metrics) {
        long run = slice.runIds().get(position);
        List<Evaluation> evaluations = evaluations(run, metrics);
        boolean written =
                Boolean.TRUE.equals(transaction.execute(status -> write(slice, position, run, metrics, evaluations)));
        if (written) {
            meters.count(metrics, evaluations);
        }
        return written;
    }

    private List<Evaluation> evaluations(long run, List<MetricDefinition> metrics) {
        Call call;
        try {
            call = scores.call(run);
        } catch (EvaluationException unreadable) {
            return metrics.stream()
                    .<Evaluation>map(metric -> new Evaluation.Failed(String.valueOf(unreadable.getMessage())))
                    .toList();
        }
        List<Evaluation> evaluations = new ArrayList<>(metrics.size());
        for (MetricDefinition metric : metrics) {
            evaluations.add(evaluators.evaluate(metric, call));
        }
        return evaluations;
    }

    // Locks in the order slice, result, organization. A bulk request locks results, then the organization, and adds
    // slices of its own: no two transactions ever wait for each other.
    private boolean write(
            Slice slice, int position, long run, List<MetricDefinition> metrics, List<Evaluation> evaluations) {
        if (!slices.advance(slice, position)) {
            return false;
        }
        if (slice.isLast(position)) {
            results.lock(slice.resultId());
        }
        scores.write(run, metrics, evaluations);
        ledger.refund(slice.organizationId(), costOfFailed(slice, evaluations), slice.requestId(), run);
        // Under the result's lock: a request that adds work to it has either committed, and its slices are seen here,
        // or it comes after us and turns the result to running again.
        if (slice.isLast(position) && !slices.anyOpen(slice.resultId())) {
            results.complete(slice.resultId());
            log.info("Result {} has no open evaluations any more", slice.resultId());
        }
        return true;
    }

    private static Credits costOfFailed(Slice slice, List<Evaluation> evaluations) {
        List<BigDecimal> failed = new ArrayList<>();
        for (int i = 0; i < evaluations.size(); i++) {
            if (evaluations.get(i) instanceof Evaluation.Failed) {
                failed.add(slice.metricCosts().get(i));
            }
        }
        return Credits.sum(failed);
    }
}
