package dev.reevaluate.server.work;

import dev.reevaluate.server.AfterCommit;
import dev.reevaluate.server.Counted;
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

    /**
     * Takes what is not yet evaluated out of the work, and gives its cost back. Pairs that a later request had found
     * already owed are that one's from now on. Does nothing where all has ended.
     */
    // Locks in the order slices, results, organization, as a worker's commit does.
    @Transactional
    public void cancel(long organization, long request) {
        oneAtATime(organization);
        List<Long> ended = new ArrayList<>();
        List<CancelledSlice> cancelled = new ArrayList<>();
        // Again until none is left: a worker that we waited for may have made a slice of what was delayed.
        for (List<Long> open = slices.lockOpen(request); !open.isEmpty(); open = slices.lockOpen(request)) {
            cancelled.addAll(slices.cancel(open));
            executions.remove(open);
            ended.addAll(open);
        }
        if (cancelled.isEmpty()) {
            renounce(request);
            return;
        }
        long evaluations =
                cancelled.stream().mapToLong(CancelledSlice::evaluations).sum();
        Credits cost = cancelled.stream().map(CancelledSlice::cost).reduce(Credits.ZERO, Credits::plus);
        jdbc.sql("update bulk_request set cancelled = ?, cancelled_at = now() where id = ?")
                .param(evaluations)
                .param(request)
                .update();
        List<Long> results = cancelled.stream()
                .map(CancelledSlice::resultId)
                .distinct()
                .sorted()
                .toList();
        // From here on no request relies on what we have just ended: it locks the results before it looks.
        results.forEach(completion::lock);
        List<TakenOver> takenOver = executions.handOver(organization, request, ended);
        results.forEach(result -> completion.completeUnlessOwed(result, request));
        ledger.refund(organization, request, cost);
        AfterCommit.run(() -> log.info(
                "Request {} was cancelled: {}, {} credits refunded",
                request,
                Counted.of(evaluations, "evaluation"),
                cost));
        takenOver.forEach(part -> charge(organization, part));
    }

    // What was refunded covers it
    private void charge(long organization, TakenOver part) {
        if (!ledger.charge(organization, part.cost(), part.request())) {
            throw new IllegalStateException("the refund does not cover what request " + part.request() + " takes over");
        }
        AfterCommit.run(() -> log.info(
                "Request {} takes over {} of these evaluations, {} credits",
                part.request(),
                part.evaluations(),
                part.cost()));
    }

    // It owes nothing itself; what earlier requests owe is not taken over for it any more.
    private void renounce(long request) {
        jdbc.sql("""
                        update bulk_request b
                        set cancelled_at = now()
                        where id = ? and cancelled_at is null and already_owed > 0
                          and exists (select from slice s
                                      where s.finished_at is null and s.request_id < b.id
                                        and s.result_id = any(b.result_ids) and s.metric_ids && b.metric_ids)
                        """).param(request).update();
    }

    // Two cancellations at once would count the same slices twice, or hand them over to a request that is being
    // cancelled.
    private void oneAtATime(long organization) {
        jdbc.sql("select true from pg_advisory_xact_lock(hashtextextended('cancellation', ?))")
                .param(organization)
                .query(Boolean.class)
                .single();
    }
}
