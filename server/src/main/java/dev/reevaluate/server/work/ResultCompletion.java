package dev.reevaluate.server.work;

import dev.reevaluate.server.results.ResultStates;
import dev.reevaluate.server.webhooks.Webhooks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Completes a result once nothing is owed for it, and lets its project know. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ResultCompletion {

    private final Slices slices;
    private final ResultStates results;
    private final Webhooks webhooks;

    ResultCompletion(Slices slices, ResultStates results, Webhooks webhooks) {
        this.slices = slices;
        this.results = results;
        this.webhooks = webhooks;
    }

    /** Keeps requests from adding work to the result, until the transaction ends. */
    void lock(long result) {
        results.lock(result);
    }

    /**
     * Completes the result, which is locked, unless another slice is open.
     *
     * @param request that ended last
     */
    // Under the lock, a request that adds work to the result has either committed, and its slices are seen here, or it
    // comes after us and turns the result to running again.
    void completeUnlessOwed(long result, long request) {
        if (!slices.anyOpen(result)) {
            results.complete(result);
            webhooks.resultCompleted(result, request);
        }
    }
}
