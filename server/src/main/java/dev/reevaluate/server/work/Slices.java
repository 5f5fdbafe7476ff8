package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The record of what is owed. */
@Repository
class Slices {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;

    Slices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the slices in one statement, whose cost is that of the slices, not of their evaluations. */
    List<Long> record(long request, List<SliceToRecord> slices) {
        return jdbc.sql("""
                        insert into slice (request_id, result_id, run_ids, metric_ids, metric_costs)
                        select :request, s.result_id, s.run_ids, s.metric_ids, s.metric_costs
                        from jsonb_to_recordset(:slices::jsonb)
                          as s (result_id bigint, run_ids bigint[], metric_ids bigint[], metric_costs numeric[])
                        returning id
                        """)
                .param("request", request)
                .param("slices", JSON.writeValueAsString(slices))
                .query(Long.class)
                .list();
    }

    /** What open slices of the results still owe. */
    OpenWork openWork(Collection<Long> results) {
        OpenWork open = new OpenWork();
        jdbc.sql("""
                        select run_ids[done + 1 :], metric_ids
                        from slice
                        where result_id = any(:results) and finished_at is null
                        """).param("results", results.toArray(Long[]::new)).query(row -> {
            open.add(longs(row.getArray(1)), longs(row.getArray(2)));
        });
        return open;
    }

    /** Takes the slice for the calling worker, away from any earlier one; empty when there is nothing left to do. */
    Optional<Slice> claim(long id) {
        return jdbc.sql("""
                        update slice s
                        set claim = claim + 1
                        from bulk_request r
                        where s.id = :id and s.finished_at is null and r.id = s.request_id
                        returning s.id, s.request_id, r.organization_id, s.result_id, s.run_ids, s.metric_ids,
                                  s.metric_costs, s.done, s.claim
                        """)
                .param("id", id)
                .query((row, n) -> new Slice(
                        row.getLong("id"),
                        row.getLong("request_id"),
                        row.getLong("organization_id"),
                        row.getLong("result_id"),
                        longs(row.getArray("run_ids")),
                        longs(row.getArray("metric_ids")),
                        List.of((BigDecimal[]) row.getArray("metric_costs").getArray()),
                        row.getInt("done"),
                        row.getInt("claim")))
                .optional();
    }

    /**
     * Counts the run at the position as done, if the slice is still the caller's and the run still owed.
     *
     * @return whether it was; if not, another worker has taken the slice, and nothing may be written for it
     */
    boolean advance(Slice slice, int position) {
        int advanced = jdbc.sql("""
                        update slice
                        set done = done + 1,
                            finished_at = case when done + 1 = cardinality(run_ids) then now() end
                        where id = :id and claim = :claim and done = :position and finished_at is null
                        """)
                .param("id", slice.id())
                .param("claim", slice.claim())
                .param("position", position)
                .update();
        return advanced == 1;
    }

    boolean anyOpen(long result) {
        return jdbc.sql("select exists (select from slice where result_id = ? and finished_at is null)")
                .param(result)
                .query(Boolean.class)
                .single();
    }

    /** How many evaluations are owed, and since when the oldest has been waiting. */
    QueueDepth depth() {
        return jdbc.sql("""
                        select coalesce(sum((cardinality(s.run_ids) - s.done) * cardinality(s.metric_ids)), 0) as evaluations,
                               coalesce(extract(epoch from now() - min(r.accepted_at)), 0) as age
                        from slice s
                        join bulk_request r on r.id = s.request_id
                        where s.finished_at is null
                        """)
                .query((row, n) -> new QueueDepth(row.getLong("evaluations"), row.getDouble("age")))
                .single();
    }

    /**
     * The state of the queue.
     *
     * @param oldestSeconds age of the oldest request with open work, 0 when there is none
     */
    record QueueDepth(long evaluations, double oldestSeconds) {}

    private static List<Long> longs(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
