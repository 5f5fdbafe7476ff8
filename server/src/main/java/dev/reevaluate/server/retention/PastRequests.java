package dev.reevaluate.server.retention;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bulk requests that are done. Scores, results and balances are data and stay; what a request was made of, and each of its
 * ledger entries, is history and may go.
 */
@Repository
public class PastRequests {

    private static final int AT_ONCE = 5_000;

    // Nothing of it is owed any more: no evaluation, and no webhook
    private static final String DONE = """
            select r.id
            from bulk_request r
            where r.accepted_at < :before
              and not exists (select from slice where request_id = r.id and finished_at is null)
              and not exists (select from webhook_delivery where request_id = r.id and state = 'pending')
            """;

    private final JdbcClient jdbc;

    PastRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns when that was, by the clock of the database, which has noted when requests were accepted. */
    @Transactional(readOnly = true)
    public OffsetDateTime ago(Duration age) {
        return jdbc.sql("select now() - make_interval(secs => ?)")
                .param(age.toSeconds())
                .query(OffsetDateTime.class)
                .single()
                .withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** What {@link #remove} would remove, if it was called until nothing is left. */
    @Transactional(readOnly = true)
    public Removed count(OffsetDateTime before) {
        return jdbc.sql("""
                        with done as (%s)
                        select (select count(*) from done),
                               (select count(*) from slice where request_id in (select id from done)),
                               (select count(*) from ledger_entry where request_id in (select id from done)),
                               (select count(*) from webhook_delivery where request_id in (select id from done))
                        """.formatted(DONE))
                .param("before", before)
                .query((row, n) -> new Removed(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    /**
     * Removes the oldest of those that were accepted before that time, a few thousand in a transaction. Their ledger entries
     * become one for each organization and day, of the same sum.
     */
    @Transactional
    public Removed remove(OffsetDateTime before) {
        jdbc.sql("drop table if exists past").update();
        jdbc.sql("create temporary table past (id bigint primary key) on commit drop")
                .update();
        int requests = jdbc.sql("insert into past %s order by r.id limit :limit".formatted(DONE))
                .param("before", before)
                .param("limit", AT_ONCE)
                .update();
        if (requests == 0) {
            return new Removed(0, 0, 0, 0);
        }
        jdbc.sql("analyze past").update();
        sumUp();
        jdbc.sql("delete from slice_failure using slice, past where slice.id = slice_id and slice.request_id = past.id")
                .update();
        delete("score_change");
        // Still answered as before, but that nothing more is known of what it names
        jdbc.sql("update idempotency_key set request_id = null from past where request_id = past.id")
                .update();
        long entries = delete("ledger_entry");
        long deliveries = delete("webhook_delivery");
        long slices = delete("slice");
        jdbc.sql("delete from bulk_request using past where bulk_request.id = past.id")
                .update();
        return new Removed(requests, slices, entries, deliveries);
    }

    private void sumUp() {
        jdbc.sql("""
                        insert into ledger_entry (organization_id, kind, amount, created_at)
                        select l.organization_id, case when sum(l.amount) < 0 then 'charge' else 'refund' end,
                               sum(l.amount), max(l.created_at)
                        from ledger_entry l
                        join past on past.id = l.request_id
                        group by l.organization_id, (l.created_at at time zone 'UTC')::date
                        having sum(l.amount) <> 0
                        order by max(l.created_at)
                        """).update();
    }

    private long delete(String table) {
        return jdbc.sql("delete from %1$s using past where %1$s.request_id = past.id".formatted(table))
                .update();
    }

    /** How many rows are removed. */
    public record Removed(long requests, long slices, long ledgerEntries, long webhookDeliveries) {

        /** Both together. */
        public Removed plus(Removed other) {
            return new Removed(
                    requests + other.requests,
                    slices + other.slices,
                    ledgerEntries + other.ledgerEntries,
                    webhookDeliveries + other.webhookDeliveries);
        }
    }
}
