package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The record of what is owed. */
@Repository
class Slices {

    // In place of the wait that connection-init-sql sets; one of the database or the role stays
    private static final String PATIENCE = """
            set_config('lock_timeout', case current_setting('reevaluate.lock_timeout', true)
                       when 'ours' then :patience else current_setting('lock_timeout') end, true)""";

    // There are more workers than connections. Nothing is lost with a claim that comes later
    private static final String PATIENCE_OF_A_CLAIM = "100ms";

    private final JdbcClient jdbc;

    Slices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns what open slices of the results still owe. */
    OpenWork openWork(Collection<Long> results) {
        OpenWork open = new OpenWork();
        jdbc.sql("""
                        select open_run_ids, metric_ids
                        from slice
                        where result_id = any(:results) and finished_at is null
                        """).param("results", results.toArray(Long[]::new)).query(row -> {
            open.add(longs(row.getArray(1)), longs(row.getArray(2)));
        });
        return open;
    }

    /** Takes the slice for the calling worker, away from any earlier one; empty when there is nothing left to do. */
    // Without waiting for the disk. Whatever the worker writes for the slice is on it no sooner than the claim; a
    // claim that is forgotten with the database is lost, and the slice is claimed again.
    Optional<Slice> claim(long id) {
        return jdbc.sql("""
                        update slice s
                        set claim = claim + 1, waiting_for = null
                        from bulk_request r, (select set_config('synchronous_commit', 'off', true), %s) as soon
                        where s.id = :id and s.finished_at is null and r.id = s.request_id
                        returning s.id, s.request_id, r.organization_id, s.result_id, s.open_run_ids, s.metric_ids,
                                  s.metric_costs, s.lane, s.claim, s.waits, r.accepted_at
                        """.formatted(PATIENCE))
                .param("id", id)
                .param("patience", PATIENCE_OF_A_CLAIM)
                .query((row, n) -> new Slice(
                        row.getLong("id"),
                        row.getLong("request_id"),
                        row.getLong("organization_id"),
                        row.getLong("result_id"),
                        longs(row.getArray("open_run_ids")),
                        longs(row.getArray("metric_ids")),
                        List.of((BigDecimal[]) row.getArray("metric_costs").getArray()),
                        Lane.of(row.getString("lane")),
                        row.getInt("claim"),
                        row.getInt("waits"),
                        row.getObject("accepted_at", OffsetDateTime.class)))
                .optional();
    }

    /**
     * Counts the runs as done, and what came of them, if the slice is still the caller's and all of them are still owed.
     *
     * @return whether that leaves none; empty when another worker has taken the slice or its request was cancelled, and
     *     nothing may be written for it
     */
    Optional<Boolean> close(Slice slice, List<EvaluatedRun> runs) {
        OutcomeCounts outcomes = OutcomeCounts.of(runs);
        Optional<Boolean> closed = close(slice, runs, outcomes);
        if (closed.isPresent() && !outcomes.failures().isEmpty()) {
            noteFailures(slice, outcomes);
        }
        return closed;
    }

    private Optional<Boolean> close(Slice slice, List<EvaluatedRun> runs, OutcomeCounts outcomes) {
        return jdbc.sql("""
                        update slice
                        set open_run_ids = array(select run from unnest(open_run_ids) with ordinality as open (run, position)
                                                 where run <> all(:runs) order by position),
                            finished_at = case when cardinality(open_run_ids) = cardinality(:runs) then now() end,
                            waits = 0,
                            not_applicable = not_applicable + :notApplicable,
                            failed = failed + :failed
                        from (select %s) as waits
                        where id = :id and claim = :claim and finished_at is null and open_run_ids @> :runs
                        returning finished_at is not null
                        """.formatted(PATIENCE))
                .param("id", slice.id())
                .param("claim", slice.claim())
                .param("patience", slice.lane().patienceWithLocks())
                .param("runs", runs.stream().map(EvaluatedRun::runId).toArray(Long[]::new))
                .param("notApplicable", outcomes.notApplicable())
                .param("failed", outcomes.failed())
                .query(Boolean.class)
                .optional();
    }

    private void noteFailures(Slice slice, OutcomeCounts outcomes) {
        jdbc.sql("""
                        insert into slice_failure as known (slice_id, reason, evaluations)
                        select :slice, reason, evaluations
                        from unnest(:reasons, :evaluations) as failure (reason, evaluations)
                        on conflict (slice_id, reason) do update
                        set evaluations = known.evaluations + excluded.evaluations
                        """)
                .param("slice", slice.id())
                .param("reasons", outcomes.failures().keySet().toArray(String[]::new))
                .param("evaluations", outcomes.failures().values().toArray(Integer[]::new))
                .update();
    }

    /** Locks the open slices of the request, in the order of their ids, so that no worker writes anything for them. */
    List<Long> lockOpen(long request) {
        return jdbc.sql("""
                        select id
                        from slice
                        where request_id = ? and finished_at is null
                        order by id
                        for no key update
                        """).param(request).query(Long.class).list();
    }

    /** Ends the slices, which are locked, with what they still owe; a worker that has taken one has lost it. */
    List<CancelledSlice> cancel(List<Long> ids) {
        return jdbc.sql("""
                        update slice
                        set finished_at = now(), claim = claim + 1, waiting_for = null
                        where id = any(:ids)
                        returning result_id, cardinality(open_run_ids), metric_costs
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new CancelledSlice(row.getLong(1), row.getLong(2), List.of((BigDecimal[])
                        row.getArray(3).getArray())))
                .list();
    }

    /** Notes that the slice waits for another try, and for what; tells whether it is still the caller's. */
    boolean waitFor(Slice slice, String reason) {
        return jdbc.sql("""
                        update slice
                        set waits = waits + 1, waiting_for = :reason
                        where id = :id and claim = :claim and finished_at is null
                        """)
                        .param("id", slice.id())
                        .param("claim", slice.claim())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    boolean anyOpen(long result) {
        return jdbc.sql("select exists (select from slice where result_id = ? and finished_at is null)")
                .param(result)
                .query(Boolean.class)
                .single();
    }

    /** Returns whether anything is owed of the request; one look into an index, however many slices it has. */
    boolean anyOpenOf(long request) {
        return jdbc.sql("select exists (select from slice where request_id = ? and finished_at is null)")
                .param(request)
                .query(Boolean.class)
                .single();
    }

    /** Returns how far a request is. */
    RequestProgress progress(long request) {
        return jdbc.sql("""
                        select r.evaluations, coalesce(sum(s.owed), 0) as owed,
                               coalesce(sum(s.owed) filter (where s.waiting_for is not null), 0) as waiting,
                               min(s.waiting_for) as reason,
                               coalesce(sum(s.not_applicable), 0) as not_applicable, coalesce(sum(s.failed), 0) as failed,
                               extract(epoch from clock_timestamp() - r.accepted_at) as seconds
                        from bulk_request r
                        left join (select request_id, waiting_for, not_applicable, failed,
                                          case when finished_at is null
                                               then cardinality(open_run_ids)::bigint * cardinality(metric_ids) end as owed
                                   from slice where request_id = :request) s on s.request_id = r.id
                        where r.id = :request
                        group by r.id
                        """)
                .param("request", request)
                .query((row, n) -> new RequestProgress(
                        row.getLong("evaluations"),
                        row.getLong("owed"),
                        row.getLong("waiting"),
                        row.getString("reason"),
                        row.getLong("not_applicable"),
                        row.getLong("failed"),
                        row.getDouble("seconds")))
                .single();
    }

    /** Returns how many evaluations are owed, and since when the oldest has been waiting. */
    QueueDepth depth() {
        return jdbc.sql("""
                        select coalesce(sum(cardinality(s.open_run_ids)::bigint * cardinality(s.metric_ids)), 0) as evaluations,
                               coalesce(extract(epoch from now() - min(r.accepted_at)), 0) as age
                        from slice s
                        join bulk_request r on r.id = s.request_id
                        where s.finished_at is null
                        """)
                .query((row, n) -> new QueueDepth(row.getDouble("evaluations"), row.getDouble("age")))
                .single();
    }

    /**
     * The state of the queue.
     *
     * @param evaluations how many are owed; not a number where that is unknown
     * @param oldestSeconds age of the oldest request with open work, 0 when there is none
     */
    record QueueDepth(double evaluations, double oldestSeconds) {}

    private static List<Long> longs(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
