package dev.reevaluate.server.bulk;

import dev.reevaluate.server.AfterCommit;
import dev.reevaluate.server.Counted;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.work.RequestToRecord;
import dev.reevaluate.server.work.WorkQueue;
import java.math.BigInteger;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The bulk request: all of it, or nothing. */
@Service
public class BulkEvaluation {

    private static final Logger log = LoggerFactory.getLogger(BulkEvaluation.class);

    private final Selector selector;
    private final Ledger ledger;
    private final WorkQueue queue;
    private final IdempotencyKeys idempotencyKeys;

    BulkEvaluation(Selector selector, Ledger ledger, WorkQueue queue, IdempotencyKeys idempotencyKeys) {
        this.selector = selector;
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
            AfterCommit.run(() ->
                    log.info("A request of organization {} was accepted before under its key", caller.organization()));
            return Accepted.before(idempotencyKeys.request(caller, idempotencyKey));
        }
        Accepted accepted = evaluate(caller, resultIds, metricIds);
        idempotencyKeys.remember(caller, idempotencyKey, accepted.request());
        return accepted;
    }

    /**
     * Schedules the evaluation of every eligible run of the results by each of the metrics. A request of which all is owed
     * already is accepted, costs nothing, and has ended at once.
     *
     * @throws BulkRefusedException when the request is not accepted; then nothing has changed
     */
    @Transactional
    public Accepted evaluate(Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        Selection selection = selector.lock(caller, resultIds, metricIds);
        Batch batch = selection.batch();
        long request = queue.enqueue(
                new RequestToRecord(
                        caller.organization(),
                        selection.project(),
                        selection.results(),
                        selection.metricIds(),
                        selection.alreadyOwed(),
                        batch.cost()),
                batch.slices());
        if (!ledger.charge(caller.organization(), batch.cost(), request)) {
            throw new BulkRefusedException(
                    new Refusal.InsufficientBalance(batch.cost(), ledger.remaining(caller.organization())));
        }

        AfterCommit.run(() -> log.info(
                "Request {} of organization {}: {} in {} of {}, {} credits",
                request,
                caller.organization(),
                Counted.of(batch.evaluations(), "evaluation"),
                Counted.of(batch.slices().size(), "slice"),
                Counted.of(batch.results().size(), "result"),
                batch.cost()));
        return new Accepted(request, batch.results().size(), batch.evaluations(), batch.cost());
    }
}
