package dev.reevaluate.server.webhooks;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.reevaluate.server.results.ResultStates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of events that are owed. Of each result the oldest that is pending has a scheduler execution; its end starts
 * the next one. Both who adds an event and who ends one hold the result's lock, so neither overlooks the other.
 */
@Repository
@Transactional
class Deliveries {

    /** An execution's instance is the delivery's id; it carries no data, the delivery's row has it all. */
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("deliver-webhook");

    static final String TASKS = "webhook_tasks";

    /** Of one organization's events, those that failed seldom come first. */
    static final String ORDER = "priority desc, execution_time";

    private static final String START = """
            insert into webhook_tasks (task_name, task_instance, execution_time, picked, version, organization_id)
            select 'deliver-webhook', event.id::text, now(), false, 1, p.organization_id
            from event
            join result r on r.id = event.result_id
            join agent a on a.id = r.agent_id
            join project p on p.id = a.project_id
            """;

    private final JdbcClient jdbc;
    private final ResultStates results;

    Deliveries(JdbcClient jdbc, ResultStates results) {
        this.jdbc = jdbc;
        this.results = results;
    }

    /** Owes the event to the result's receiver, if there is one; the caller has locked the result. */
    @Transactional(propagation = Propagation.MANDATORY)
    void owe(long result, long request) {
        jdbc.sql("""
                        with event as (
                          insert into webhook_delivery (result_id, request_id)
                          select r.id, :request
                          from result r
                          join agent a on a.id = r.agent_id
                          join project p on p.id = a.project_id
                          where r.id = :result and coalesce(a.webhook_url, p.webhook_url) is not null
                          on conflict do nothing
                          returning id, result_id
                        )
                        """ + START + """
                        where not exists (select from webhook_delivery older
                                          where older.result_id = event.result_id and older.state = 'pending')
                        """)
                .param("result", result)
                .param("request", request)
                .update();
    }

    /** Returns the event, if it is still owed. */
    @Transactional(readOnly = true)
    Optional<Delivery> find(long id) {
        // A secret belongs to the URL beside it: the project's never goes to the agent's URL.
        return jdbc.sql("""
                        select d.id, d.result_id, d.request_id, p.organization_id, d.attempts,
                               extract(epoch from now() - d.created_at) as age,
                               coalesce(a.webhook_url, p.webhook_url) as url,
                               case when a.webhook_url is null then p.webhook_secret else a.webhook_secret end as secret
                        from webhook_delivery d
                        join result r on r.id = d.result_id
                        join agent a on a.id = r.agent_id
                        join project p on p.id = a.project_id
                        where d.id = :id and d.state = 'pending'
                        """).param("id", id).query(Deliveries::delivery).optional();
    }

    /** The attempt failed, and another will follow. */
    void failed(Delivery delivery, String error) {
        jdbc.sql("""
                        with attempted as (
                          update webhook_delivery
                          set attempts = attempts + 1, last_error = :error, last_attempt_at = now()
                          where id = :id and state = 'pending'
                          returning id, attempts
                        )
                        update webhook_tasks t
                        set priority = greatest(-attempts, -1000)
                        from attempted
                        where t.task_name = 'deliver-webhook' and t.task_instance = attempted.id::text
                        """).param("id", delivery.id()).param("error", error).update();
    }

    /** The event has arrived; the next one of its result starts. */
    void delivered(Delivery delivery) {
        end(delivery, "delivered", null);
    }

    /** The event is given up; the next one of its result starts. */
    void givenUp(Delivery delivery, String error) {
        end(delivery, "failed", error);
    }

    /** Returns what is pending. */
    @Transactional(readOnly = true)
    Backlog backlog() {
        return jdbc.sql("""
                        select count(*) as pending, coalesce(extract(epoch from now() - min(created_at)), 0) as oldest
                        from webhook_delivery
                        where state = 'pending'
                        """)
                .query((row, n) -> new Backlog(row.getDouble("pending"), row.getDouble("oldest")))
                .single();
    }

    private void end(Delivery delivery, String state, @Nullable String error) {
        results.lock(delivery.resultId());
        jdbc.sql("""
                        with ended as (
                          update webhook_delivery
                          set state = :state, attempts = attempts + 1, last_error = :error, last_attempt_at = now(),
                              finished_at = now()
                          where id = :id and state = 'pending'
                          returning id, result_id
                        ), event as (
                          select d.id, d.result_id
                          from ended e join webhook_delivery d on d.result_id = e.result_id
                          where d.state = 'pending' and d.id <> e.id
                          order by d.id
                          limit 1
                        )
                        """ + START)
                .param("id", delivery.id())
                .param("state", state)
                .param("error", error)
                .update();
    }

    private static Delivery delivery(ResultSet row, int n) throws SQLException {
        String url = row.getString("url");
        return new Delivery(
                row.getLong("id"),
                row.getLong("result_id"),
                row.getLong("request_id"),
                row.getLong("organization_id"),
                row.getInt("attempts"),
                Duration.ofSeconds(row.getLong("age")),
                url == null ? null : new Receiver(url, row.getString("secret")));
    }

    /**
     * What is pending.
     *
     * @param pending events; not a number where that is unknown
     * @param oldestSeconds age of the oldest of them, 0 when there is none
     */
    record Backlog(double pending, double oldestSeconds) {}
}
