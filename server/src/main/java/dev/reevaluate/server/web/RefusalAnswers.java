package dev.reevaluate.server.web;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.server.bulk.Refusal;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.RequestRefused;

/** Words the refusals of a bulk request as the contract has them. */
final class RefusalAnswers implements Refusal.Cases<RequestRefused> {

    private static final String RESULTS = "result_ids";
    private static final String METRICS = "metric_ids";

    @Override
    public RequestRefused idempotencyKeyReused(Refusal.IdempotencyKeyReused refusal) {
        return RequestRefused.idempotencyKeyReused();
    }

    @Override
    public RequestRefused unknownIds(Refusal.UnknownIds refusal) {
        return RequestRefused.badRequest(new FieldErrors()
                .addAll(RESULTS, refusal.results(), DomainTexts::unknownId)
                .addAll(METRICS, refusal.metrics(), DomainTexts::unknownId));
    }

    @Override
    public RequestRefused outOfScope(Refusal.OutOfScope refusal) {
        return RequestRefused.badRequest(new FieldErrors()
                .addAll(METRICS, refusal.pairs(), pair -> DomainTexts.outOfScope(pair.metric(), pair.agent()))
                .addMore(METRICS, refusal.others()));
    }

    @Override
    public RequestRefused nothingEligible(Refusal.NothingEligible refusal) {
        return RequestRefused.badRequest(FieldErrors.of(RESULTS, DomainTexts.NOTHING_ELIGIBLE));
    }

    @Override
    public RequestRefused insufficientBalance(Refusal.InsufficientBalance refusal) {
        return RequestRefused.badRequest(FieldErrors.of(
                FieldErrors.NON_FIELD,
                DomainTexts.insufficientBalance(
                        refusal.needed().amount(), refusal.available().amount())));
    }
}
