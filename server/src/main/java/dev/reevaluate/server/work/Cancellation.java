package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends a request before all of it is evaluated. */
@Service
public class Cancellation {

    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    private final JdbcClient jdbc;
    private final Slices slices;
    private final Executions executions;
    private final ResultCompletion completion;
    private final Ledger ledger;

    Cancellation(JdbcClient jdbc, Slices slices, Executions executions, ResultCompletion completion, Ledger ledger) {
        this.jdbc = jdbc;
        this.slices = slices;
        this.executions = executions;
        this.completion = completion;
        this.ledger = ledger;
    }

    /** Takes what is not yet evaluated out of the work, and gives its cost back; does nothing where all has ended. */
    // Locks in the order request, slices, results, organization, as a worker's commit does without the request.
    @Transactional
    public void cancel(long organization, long request) {
        lock(request);
        List<CancelledSlice> cancelled = new ArrayList<>();
        // Again until none is left: a worker that we waited for may have made a slice of what was delayed.
        for (List<Long> open = slices.lockOpen(request); !open.isEmpty(); open = slices.lockOpen(request)) {
            cancelled.addAll(slices.cancel(open));
            executions.remove(open);
        }
        if (cancelled.isEmpty()) {
            return;
        }
        cancelled.stream().map(CancelledSlice::resultId).distinct().sorted().forEach(result -> {
            completion.lock(result);
            completion.completeUnlessOwed(result, request);
        });
        long evaluations =
                cancelled.stream().mapToLong(CancelledSlice::evaluations).sum();
        Credits cost = cancelled.stream().map(CancelledSlice::cost).reduce(Credits.ZERO, Credits::plus);
        jdbc.sql("update bulk_request set cancelled = ?, cancelled_at = now() where id = ?")
                .param(evaluations)
                .param(request)
                .update();
        ledger.refund(organization, request, cost);
        log.info("Request {} was cancelled: {} evaluations, {} credits refunded", request, evaluations, cost);
    }

    // Two cancellations at once would lock the slices twice, and count them once
    private void lock(long request) {
        jdbc.sql("select id from bulk_request where id = ? for no key update")
                .param(request)
                .query(Long.class)
                .single();
    }
}
