package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.DistributionBucket;
import dev.reevaluate.openapi.model.Estimate;
import dev.reevaluate.openapi.model.EvaluationCount;
import dev.reevaluate.openapi.model.MetricChanges;
import dev.reevaluate.openapi.model.MetricEstimate;
import dev.reevaluate.openapi.model.ReevaluationRequest;
import dev.reevaluate.openapi.model.RequestState;
import dev.reevaluate.openapi.model.ScoreChange;
import dev.reevaluate.openapi.model.ScoreValue;
import dev.reevaluate.server.bulk.CostEstimate;
import dev.reevaluate.server.requests.ChangedScore;
import dev.reevaluate.server.requests.EvaluationsByReason;
import dev.reevaluate.server.requests.MetricComparison;
import dev.reevaluate.server.requests.RequestPhase;
import dev.reevaluate.server.requests.RequestView;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes the generated models of the contract from what became of requests. */
final class RequestModels {

    private RequestModels() {}

    static ReevaluationRequest request(RequestView request) {
        return new ReevaluationRequest(
                request.id(),
                RequestState.fromValue(request.phase().wireName()),
                request.acceptedAt(),
                request.endedAt(),
                request.resultIds(),
                request.metricIds(),
                request.evaluations(),
                request.alreadyOwed(),
                request.done(),
                request.scored(),
                request.notApplicable(),
                request.failed(),
                request.cancelled(),
                request.cost().toString(),
                request.refunded().toString(),
                request.rate(),
                request.estimatedEnd());
    }

    static EvaluationCount count(EvaluationsByReason evaluations) {
        return new EvaluationCount(evaluations.reason(), evaluations.evaluations());
    }

    static MetricChanges metric(MetricComparison metric) {
        return new MetricChanges(
                metric.id(),
                metric.name(),
                metric.evalType(),
                metric.evaluated(),
                metric.first(),
                metric.unchanged(),
                metric.changed(),
                metric.passToFail(),
                metric.failToPass(),
                metric.meanBefore(),
                metric.meanAfter(),
                metric.distribution().stream()
                        .map(bucket -> new DistributionBucket(
                                bucket.value(), bucket.from(), bucket.to(), bucket.before(), bucket.after()))
                        .toList());
    }

    static ScoreChange change(ChangedScore change) {
        BigDecimal difference = change.difference();
        return new ScoreChange(
                change.run(),
                change.result(),
                change.metric(),
                change.metricName(),
                difference == null ? null : difference.doubleValue(),
                score(change.before()),
                score(change.after()));
    }

    static Estimate estimate(CostEstimate estimate, boolean mayKnowTheBalance) {
        return new Estimate(
                estimate.results(),
                estimate.runs(),
                estimate.evaluations(),
                estimate.alreadyOwed(),
                estimate.cost().toString(),
                estimate.isCovered(),
                mayKnowTheBalance ? estimate.balance().toString() : null,
                mayKnowTheBalance ? estimate.balanceAfter().toString() : null,
                estimate.metrics().stream()
                        .map(metric -> new MetricEstimate(
                                metric.id(),
                                metric.name(),
                                metric.evaluations(),
                                metric.cost().toString()))
                        .toList());
    }

    static @Nullable RequestPhase known(@Nullable RequestState state) {
        return state == null ? null : RequestPhase.of(state.getValue());
    }

    private static ScoreValue score(ChangedScore.Value value) {
        return new ScoreValue(value.score(), value.passed(), value.enumValue(), value.failed(), value.explanation());
    }
}
