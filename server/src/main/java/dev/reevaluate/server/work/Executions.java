package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes slices together with their scheduler executions, in one statement and by the database's clock, and gives each
 * execution its place in the queue.
 *
 * <p>The queue is fair between organizations (start-time fair queueing). An execution's start tag is where the queue stands,
 * or where the organization's last one ends, whichever is later; its end tag is its start tag and the evaluations of its
 * slice. Served by start tags, organizations that have work take turns, evaluation for evaluation, however much each of
 * them has queued.
 */
@Repository
class Executions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    // Where the queue stands: at the latest execution in service; with none in service, at the first that waits.
    private static final String ADD = """
            insert into %1$s (task_name, task_instance, execution_time, picked, version, organization_id, start_tag, end_tag)
            select '%2$s', id::text, now() + wait, false, 1, organization_id,
                   queue.tag + sum(size) over w - size, queue.tag + sum(size) over w
            from (%3$s) as added (id, organization_id, size, wait),
                 lateral (select greatest(
                     coalesce((select max(t.end_tag) from %1$s t where t.organization_id = added.organization_id), 0),
                     coalesce((select max(t.start_tag) from %1$s t where t.picked),
                              (select min(t.start_tag) from %1$s t
                               where not t.picked and t.execution_time <= now()), 0))) as queue (tag)
            window w as (order by id)
            """;

    // The slices of the statement's "recorded" that follow no other
    private static final String QUEUE_RECORDED = ", "
            + Stream.of(Lane.values())
                    .map(lane -> lane.wireName()
                            + " as ("
                            + ADD.formatted(
                                    lane.table(),
                                    EvaluateSlice.TASK.getTaskName(),
                                    "select id, :organization::bigint, size, interval '0' from recorded"
                                            + " where lane = '" + lane.wireName() + "' and follows is null")
                            + ")")
                    .collect(Collectors.joining(", "))
            + " ";

    private static final String RECORD = """
            with request as (
              insert into bulk_request
                (organization_id, project_id, result_ids, metric_ids, evaluations, already_owed, cost)
              values (:organization, :project, :results, :metrics, :evaluations, :alreadyOwed, :cost)
              returning id, organization_id
            ), entry as materialized (
              select nextval(pg_get_serial_sequence('slice', 'id')) as id, e.*
              from rows from (
                jsonb_to_recordset(:slices::jsonb)
                  as (lane text, result_id bigint, run_ids bigint[], metric_ids bigint[], metric_costs numeric[], follows int)
              ) with ordinality as e (lane, result_id, run_ids, metric_ids, metric_costs, follows, position)
            ), recorded as (
              insert into slice (id, request_id, result_id, run_ids, open_run_ids, metric_ids, metric_costs, lane, follows)
              overriding system value
              select e.id, r.id, e.result_id, e.run_ids, e.run_ids, e.metric_ids, e.metric_costs, lower(e.lane), f.id
              from request r, entry e
              left join entry f on f.position = e.follows + 1
              returning id, lane, follows, cardinality(run_ids)::bigint * cardinality(metric_ids) as size
            )
            """ + QUEUE_RECORDED + "select id from request";

    // Each pair goes to the first of the later requests that asked for it, too. A slice that followed another follows
    // what the same request takes over of that.
    private static final String HAND_OVER = """
            with heir as materialized (
              select id, result_ids, metric_ids
              from bulk_request
              where organization_id = :organization and id > :request and cancelled_at is null and already_owed > 0
            ), entry as materialized (
              select nextval(pg_get_serial_sequence('slice', 'id')) as id, part.*
              from (select s.id as slice_id, s.result_id, s.open_run_ids as run_ids, s.lane, s.follows, first.heir,
                           array_agg(m.id order by m.position) as metric_ids,
                           array_agg(m.cost order by m.position) as metric_costs
                    from slice s
                    cross join unnest(s.metric_ids, s.metric_costs) with ordinality as m (id, cost, position)
                    cross join lateral (
                      select min(heir.id) as heir
                      from heir
                      where s.result_id = any(heir.result_ids) and m.id = any(heir.metric_ids)) first
                    where s.id = any(:slices) and first.heir is not null
                    group by s.id, first.heir
                    order by s.id, first.heir) part
            ), recorded as (
              insert into slice (id, request_id, result_id, run_ids, open_run_ids, metric_ids, metric_costs, lane, follows)
              overriding system value
              select e.id, e.heir, e.result_id, e.run_ids, e.run_ids, e.metric_ids, e.metric_costs, e.lane, f.id
              from entry e
              left join entry f on f.slice_id = e.follows and f.heir = e.heir
              returning id, lane, follows, cardinality(run_ids)::bigint * cardinality(metric_ids) as size
            )
            """ + QUEUE_RECORDED + """
            , taken as (
              select heir as id, sum(cardinality(run_ids)::bigint * cardinality(metric_ids)) as evaluations,
                     sum(cardinality(run_ids) * (select sum(cost) from unnest(metric_costs) as cost)) as cost
              from entry
              group by heir
            )
            update bulk_request b
            set evaluations = b.evaluations + taken.evaluations, already_owed = b.already_owed - taken.evaluations,
                cost = b.cost + taken.cost, comparison = null
            from taken
            where b.id = taken.id
            returning b.id, taken.evaluations, taken.cost
            """;

    private static final String START_FOLLOWERS =
            ADD.formatted(Lane.AWAITED.table(), EvaluateSlice.TASK.getTaskName(), """
            select s.id, r.organization_id, cardinality(s.run_ids)::bigint * cardinality(s.metric_ids), interval '0'
            from slice s join bulk_request r on r.id = s.request_id
            where s.follows = :ended and s.finished_at is null""");

    private static final String OWE = """
            with recorded as (
              insert into slice (request_id, result_id, run_ids, open_run_ids, metric_ids, metric_costs, lane, waits, waiting_for)
              values (:request, :result, :runs, :runs, :metrics, :costs, 'awaited', :waits, :reason)
              returning id, cardinality(run_ids)::bigint * cardinality(metric_ids) as size
            )
            """
            + ADD.formatted(
                    Lane.AWAITED.table(),
                    EvaluateSlice.TASK.getTaskName(),
                    "select id, :organization::bigint, size, make_interval(secs => :wait) from recorded");

    private final JdbcClient jdbc;

    Executions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records the request and its slices, and queues those that follow no other; its cost is that of the slices, not of
     * their evaluations.
     *
     * @return the request's id
     */
    long record(RequestToRecord request, List<SliceToRecord> slices) {
        return jdbc.sql(RECORD)
                .param("organization", request.organization())
                .param("project", request.project())
                .param("results", request.resultIds().toArray(Long[]::new))
                .param("metrics", request.metricIds().toArray(Long[]::new))
                .param("alreadyOwed", request.alreadyOwed())
                .param(
                        "evaluations",
                        slices.stream().mapToLong(SliceToRecord::evaluations).sum())
                .param("cost", request.cost().amount())
                .param("slices", JSON.writeValueAsString(slices))
                .query(Long.class)
                .single();
    }

    /**
     * Makes slices of later requests of what a cancelled one owed and they had found already owed, and queues them; they
     * cost what they had cost that one.
     *
     * @param slices what the request owed when it was cancelled
     */
    List<TakenOver> handOver(long organization, long request, Collection<Long> slices) {
        return jdbc.sql(HAND_OVER)
                .param("organization", organization)
                .param("request", request)
                .param("slices", slices.toArray(Long[]::new))
                .query((row, n) -> new TakenOver(
                        row.getLong("id"), row.getLong("evaluations"), new Credits(row.getBigDecimal("cost"))))
                .list();
    }

    /** Queues the slices that had to wait for this one's end. */
    void startFollowersOf(Slice ended) {
        jdbc.sql(START_FOLLOWERS).param("ended", ended.id()).update();
    }

    /** Puts the execution of the slice behind all others of its organization. */
    void moveBack(long slice) {
        for (Lane lane : Lane.values()) {
            jdbc.sql("""
                            update %1$s own
                            set start_tag = last.tag, end_tag = last.tag + own.end_tag - own.start_tag
                            from %1$s found, lateral (
                              select max(end_tag) as tag from %1$s where organization_id = found.organization_id) last
                            where found.task_name = :task and found.task_instance = :slice
                              and own.task_name = found.task_name and own.task_instance = found.task_instance
                            """.formatted(lane.table()))
                    .param("task", EvaluateSlice.TASK.getTaskName())
                    .param("slice", String.valueOf(slice))
                    .update();
        }
    }

    /** Removes the execution of the slice, which has ended. */
    void end(Slice ended) {
        jdbc.sql("delete from %s where task_name = :task and task_instance = :slice"
                        .formatted(ended.lane().table()))
                .param("task", EvaluateSlice.TASK.getTaskName())
                .param("slice", String.valueOf(ended.id()))
                .update();
    }

    /** Takes executions of slices that are no longer owed out of the queue, so that nobody's turn comes later for them. */
    void remove(Collection<Long> slices) {
        for (Lane lane : Lane.values()) {
            jdbc.sql("""
                            delete from %s
                            where task_name = :task and task_instance = any(:slices) and not picked
                            """.formatted(lane.table()))
                    .param("task", EvaluateSlice.TASK.getTaskName())
                    .param("slices", slices.stream().map(String::valueOf).toArray(String[]::new))
                    .update();
        }
    }

    /** Makes a slice of its own of what is delayed of the slice's runs, and queues it for when the wait is over. */
    void recordDelayed(Slice of, DelayedRuns delayed, Duration wait) {
        jdbc.sql(OWE)
                .param("request", of.requestId())
                .param("organization", of.organizationId())
                .param("result", of.resultId())
                .param("runs", delayed.runIds().toArray(Long[]::new))
                .param("metrics", delayed.metricIds(of).toArray(Long[]::new))
                .param("costs", delayed.metricCosts(of).toArray(BigDecimal[]::new))
                .param("waits", of.waits() + 1)
                .param("reason", delayed.reason().reason())
                .param("wait", wait.toMillis() / 1000.0)
                .update();
    }
}
