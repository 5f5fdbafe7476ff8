package dev.reevaluate.server.requests;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.results.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accepted requests that exist for a caller. */
@Repository
public class RequestRegister {

    private static final int MOST_REASONS = 20;

    private static final String VISIBLE = """
            from bulk_request b
            where b.organization_id = :organization
              and (:project::bigint is null or b.project_id = :project)
            """;

    // Slices that are open are few beside all there ever were, and have an index
    private static final String FILTERED = VISIBLE + """
              and case :state::text
                    when 'running' then b.id in (select request_id from slice where finished_at is null)
                    when 'completed' then b.cancelled_at is null
                                          and b.id not in (select request_id from slice where finished_at is null)
                    when 'cancelled' then b.cancelled_at is not null
                    else true
                  end
            """;

    private static final String VIEWS = """
            select b.id, b.accepted_at, b.cancelled_at, b.result_ids, b.metric_ids, b.evaluations, b.already_owed, b.cancelled,
                   b.cost, s.open, s.not_applicable, s.failed, s.finished_at, r.refunded, now() as read_at
            from (%s) b,
                 lateral (select coalesce(sum(cardinality(open_run_ids)::bigint * cardinality(metric_ids))
                                          filter (where finished_at is null), 0) as open,
                                 coalesce(sum(not_applicable), 0) as not_applicable,
                                 coalesce(sum(failed), 0) as failed,
                                 max(finished_at) as finished_at
                          from slice
                          where request_id = b.id) s,
                 lateral (select coalesce(sum(amount), 0) as refunded
                          from ledger_entry
                          where request_id = b.id and kind = 'refund') r
            order by b.id desc
            """;

    private final JdbcClient jdbc;

    RequestRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns one page of the requests, newest first; those in the state, where one is given. */
    public Page<RequestView> page(Caller caller, @Nullable RequestPhase state, long offset, long limit) {
        long count = filtered("select count(*) " + FILTERED, caller, state)
                .query(Long.class)
                .single();
        return new Page<>(
                count,
                filtered(
                                VIEWS.formatted(
                                        "select b.* " + FILTERED + "order by b.id desc offset :offset limit :limit"),
                                caller,
                                state)
                        .param("offset", offset)
                        .param("limit", limit)
                        .query(RequestRegister::view)
                        .list());
    }

    /** Returns the request, if it exists for the caller. */
    public Optional<RequestView> find(Caller caller, long id) {
        return jdbc.sql(VIEWS.formatted("select b.* " + VISIBLE + "and b.id = :id"))
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("id", id)
                .query(RequestRegister::view)
                .optional();
    }

    /** Returns why evaluations of the request failed, the most frequent reasons first. */
    public List<EvaluationsByReason> failures(long id) {
        return byReason("""
                select f.reason, sum(f.evaluations)
                from slice s
                join slice_failure f on f.slice_id = s.id
                where s.request_id = :id
                group by f.reason
                """, id);
    }

    /** Returns why evaluations of the request wait for another try, the most frequent reasons first. */
    public List<EvaluationsByReason> waiting(long id) {
        return byReason("""
                select waiting_for, sum(cardinality(open_run_ids)::bigint * cardinality(metric_ids))
                from slice
                where request_id = :id and finished_at is null and waiting_for is not null
                group by waiting_for
                """, id);
    }

    private List<EvaluationsByReason> byReason(String sql, long id) {
        return jdbc.sql(sql + "order by 2 desc, 1 limit :most")
                .param("id", id)
                .param("most", MOST_REASONS)
                .query((row, n) -> new EvaluationsByReason(row.getString(1), row.getLong(2)))
                .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, Caller caller, @Nullable RequestPhase state) {
        return jdbc.sql(sql)
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("state", state == null ? null : state.wireName());
    }

    private static RequestView view(ResultSet row, int n) throws SQLException {
        OffsetDateTime acceptedAt = row.getObject("accepted_at", OffsetDateTime.class);
        OffsetDateTime cancelledAt = row.getObject("cancelled_at", OffsetDateTime.class);
        OffsetDateTime finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        long open = row.getLong("open");
        OffsetDateTime endedAt = open > 0 ? null : finishedAt;
        if (open == 0 && finishedAt == null) {
            // Nothing of it was to be done
            endedAt = acceptedAt;
        }
        return new RequestView(
                row.getLong("id"),
                acceptedAt,
                cancelledAt == null ? endedAt : cancelledAt,
                cancelledAt != null,
                List.of((Long[]) row.getArray("result_ids").getArray()),
                List.of((Long[]) row.getArray("metric_ids").getArray()),
                row.getLong("evaluations"),
                row.getLong("already_owed"),
                open,
                row.getLong("cancelled"),
                row.getLong("not_applicable"),
                row.getLong("failed"),
                new Credits(row.getBigDecimal("cost")),
                new Credits(row.getBigDecimal("refunded")),
                row.getObject("read_at", OffsetDateTime.class));
    }
}
