package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
            ), computed as (
            """
            + ADD.formatted(
                    Lane.COMPUTED.table(),
                    EvaluateSlice.TASK.getTaskName(),
                    "select s.id, r.organization_id, s.size, interval '0' from recorded s, request r"
                            + " where s.lane = 'computed' and s.follows is null")
            + "), awaited as ("
            + ADD.formatted(
                    Lane.AWAITED.table(),
                    EvaluateSlice.TASK.getTaskName(),
                    "select s.id, r.organization_id, s.size, interval '0' from recorded s, request r"
                            + " where s.lane = 'awaited' and s.follows is null")
            + ") select id from request";

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

    /** Queues the slices that had to wait for this one's end. */
    void startFollowersOf(Slice ended) {
        jdbc.sql(START_FOLLOWERS).param("ended", ended.id()).update();
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
