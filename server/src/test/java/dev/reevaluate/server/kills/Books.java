package dev.reevaluate.server.kills;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the database of a server says of its work and its money, read past the server. */
final class Books implements AutoCloseable {

    // Slices are written at acceptance: which pairs, and for how much
    private static final String OWED = """
            with owed as (
              select s.request_id, s.result_id, run_id, m.metric_id, m.cost
              from slice s, unnest(s.run_ids) as run_id, unnest(s.metric_ids, s.metric_costs) as m (metric_id, cost)
              where s.request_id > :since)
            """;

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;

    Books(ServerProcess server) throws IOException, SQLException {
        connection = new SingleConnectionDataSource(server.dataSource().getConnection(), true);
        jdbc = JdbcClient.create(connection);
    }

    /** From now on every score that is written is logged, in the transaction that writes it. */
    void logScores() {
        jdbc.sql("""
                        create table score_log (run_id bigint, metric_id bigint, failed boolean,
                                                at timestamptz default clock_timestamp())
                        """).update();
        jdbc.sql("""
                        create function log_score() returns trigger language plpgsql as
                        'begin insert into score_log values (new.run_id, new.metric_id, new.failed); return null; end'
                        """).update();
        jdbc.sql("""
                        create trigger log_score after insert or update on score for each row execute function log_score()
                        """).update();
    }

    /** Empties the log; what is accepted afterwards has a greater id than the one returned. */
    long open() {
        jdbc.sql("truncate score_log").update();
        return jdbc.sql("select coalesce(max(id), 0) from bulk_request")
                .query(Long.class)
                .single();
    }

    /** Runs whose scores are owed, counted in each lane. */
    long openRuns(long since) {
        return jdbc.sql("select coalesce(sum(cardinality(open_run_ids)), 0) from slice where request_id > ?")
                .param(since)
                .query(Long.class)
                .single();
    }

    /** Runs whose scores of the lane are written. */
    long doneRuns(String lane, long since) {
        return jdbc.sql("""
                        select coalesce(sum(cardinality(run_ids) - cardinality(open_run_ids)), 0)
                        from slice where request_id > ? and lane = ?
                        """).params(since, lane).query(Long.class).single();
    }

    /** Whether nothing is owed, and no worker has anything to do. */
    boolean areSettled() {
        return jdbc.sql("""
                        select not exists (select from slice where finished_at is null)
                           and not exists (select from scheduled_tasks)
                           and not exists (select from awaited_tasks)
                           and not exists (select from webhook_tasks)
                        """).query(Boolean.class).single();
    }

    /** What was charged for, by result and metric. */
    List<Charged> charged(long since) {
        return jdbc.sql(OWED + """
                        select result_id, metric_id, count(*), min(times), max(times)
                        from (select result_id, metric_id, run_id, count(*) as times from owed group by 1, 2, 3) as each
                        group by 1, 2
                        """)
                .param("since", since)
                .query((row, n) ->
                        new Charged(row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4), row.getInt(5)))
                .list();
    }

    /** How often each pair that has one of the metrics was charged for. */
    Map<Pair, Integer> timesOwed(List<Long> metrics, long since) {
        Map<Pair, Integer> owed = new HashMap<>();
        jdbc.sql(OWED + "select run_id, metric_id, count(*) from owed where metric_id = any(:metrics) group by 1, 2")
                .param("since", since)
                .param("metrics", metrics.toArray(Long[]::new))
                .query(row -> {
                    owed.put(new Pair(row.getLong(1), row.getLong(2)), row.getInt(3));
                });
        return owed;
    }

    /** Pairs that were not written as often as they were charged for. */
    List<Miscount> miscounted(long since) {
        return jdbc.sql(OWED + """
                        , paid as (select run_id, metric_id, count(*) as times from owed group by 1, 2),
                        written as (select run_id, metric_id, count(*) as times from score_log group by 1, 2)
                        select run_id, metric_id, coalesce(paid.times, 0), coalesce(written.times, 0)
                        from paid full join written using (run_id, metric_id)
                        where paid.times is distinct from written.times
                        """)
                .param("since", since)
                .query((row, n) -> new Miscount(new Pair(row.getLong(1), row.getLong(2)), row.getInt(3), row.getInt(4)))
                .list();
    }

    /** Scores that were written after the moment for what was accepted before it. */
    long leftAt(Instant moment, long since) {
        return jdbc.sql(OWED + """
                        , before as (
                          select run_id, metric_id from owed join bulk_request r on r.id = request_id
                          group by 1, 2 having max(r.accepted_at) < :moment)
                        select count(*) from score_log join before using (run_id, metric_id) where at > :moment
                        """)
                .param("since", since)
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** The scores that were written since the log was emptied. */
    List<Written> written() {
        return jdbc.sql("select run_id, metric_id, failed, at from score_log")
                .query((row, n) -> new Written(
                        new Pair(row.getLong(1), row.getLong(2)),
                        row.getBoolean(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The events of results that were completed, by key, and whether they were delivered. */
    Map<String, Boolean> events(long since) {
        Map<String, Boolean> events = new HashMap<>();
        jdbc.sql("select result_id, request_id, state from webhook_delivery where request_id > ?")
                .param(since)
                .query(row -> {
                    events.put(
                            "result_completed:%d:%d".formatted(row.getLong(1), row.getLong(2)),
                            row.getString(3).equals("delivered"));
                });
        return events;
    }

    /** Results that were charged for and of whose completion there is no event. */
    List<Long> untold(long since) {
        return jdbc.sql("""
                        select distinct result_id from slice where request_id > :since
                        except select result_id from webhook_delivery where request_id > :since
                        """).param("since", since).query(Long.class).list();
    }

    /** Requests whose cost is not what was charged for them, or not the price of what they made the server owe. */
    List<Map<String, Object>> chargedWrongly(long since) {
        return jdbc.sql(OWED + """
                        select r.id, r.cost,
                               (select coalesce(sum(cost), 0) from owed where request_id = r.id) as owed,
                               (select coalesce(-sum(amount), 0) from ledger_entry where request_id = r.id and kind = 'charge') as charge
                        from bulk_request r
                        where r.id > :since
                          and (r.cost is distinct from (select coalesce(sum(cost), 0) from owed where request_id = r.id)
                            or r.cost is distinct from
                               (select coalesce(-sum(amount), 0) from ledger_entry where request_id = r.id and kind = 'charge'))
                        """).param("since", since).query().listOfRows();
    }

    /** The sum of the ledger's entries of a kind for requests since then. */
    BigDecimal sum(String kind, long since) {
        return jdbc.sql("select coalesce(sum(amount), 0) from ledger_entry where kind = ? and request_id > ?")
                .params(kind, since)
                .query(BigDecimal.class)
                .single();
    }

    BigDecimal ledger() {
        return jdbc.sql("select sum(amount) from ledger_entry")
                .query(BigDecimal.class)
                .single();
    }

    BigDecimal balance() {
        return jdbc.sql("select balance from organization")
                .query(BigDecimal.class)
                .single();
    }

    @Override
    public void close() {
        connection.destroy();
    }

    /** How often the runs of a result were charged for by a metric: how many runs, and the least and the most of them. */
    record Charged(long result, long metric, int runs, int least, int most) {}

    record Miscount(Pair pair, int charged, int written) {}

    record Written(Pair pair, boolean failed, Instant at) {}
}
