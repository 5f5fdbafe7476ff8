package dev.reevaluate.server.web;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.server.bulk.Refusal;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.RequestRefusedException;

/** Words the refusals of a bulk request as the contract has them. */
final class RefusalAnswers implements Refusal.Cases<RequestRefusedException> {

    private static final String RESULTS = "result_ids";
    private static final String METRICS = "metric_ids";

    @Override
    public RequestRefusedException idempotencyKeyReused(Refusal.IdempotencyKeyReused refusal) {
        return RequestRefusedException.unprocessable(DomainTexts.IDEMPOTENCY_KEY_REUSED);
    }

    @Override
    public RequestRefusedException unknownIds(Refusal.UnknownIds refusal) {
        return RequestRefusedException.badRequest(new FieldErrors()
                .addAll(RESULTS, refusal.results(), DomainTexts::unknownId)
                .addAll(METRICS, refusal.metrics(), DomainTexts::unknownId));
    }

    @Override
    public RequestRefusedException outOfScope(Refusal.OutOfScope refusal) {
        return RequestRefusedException.badRequest(new FieldErrors()
                .addAll(METRICS, refusal.pairs(), pair -> DomainTexts.outOfScope(pair.metric(), pair.agent()))
                .addMore(METRICS, refusal.others()));
    }

    @Override
    public RequestRefusedException nothingEligible(Refusal.NothingEligible refusal) {
        return RequestRefusedException.badRequest(FieldErrors.of(RESULTS, DomainTexts.NOTHING_ELIGIBLE));
    }

    @Override
    public RequestRefusedException insufficientBalance(Refusal.InsufficientBalance refusal) {
        return RequestRefusedException.badRequest(FieldErrors.of(
                FieldErrors.NON_FIELD,
                DomainTexts.insufficientBalance(
                        refusal.needed().amount(), refusal.available().amount())));
    }
}
