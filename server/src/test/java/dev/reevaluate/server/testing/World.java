package dev.reevaluate.server.testing;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.reevaluate.server.workspace.Workspaces;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data that a test works on, and the workers. */
public class World {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final ManualScheduler computed;
    private final ManualScheduler awaited;
    private final ManualScheduler webhooks;

    World(
            JdbcClient jdbc,
            Workspaces workspaces,
            ManualScheduler computed,
            @Qualifier("awaitedScheduler") ManualScheduler awaited,
            @Qualifier("webhookScheduler") ManualScheduler webhooks) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.computed = computed;
        this.awaited = awaited;
        this.webhooks = webhooks;
    }

    /** Ids as a request has them. */
    public static List<BigInteger> ids(long... ids) {
        return LongStream.of(ids).mapToObj(BigInteger::valueOf).toList();
    }

    /** Leaves nothing but the document, which is YAML. */
    public void startFrom(String yaml) {
        clear();
        load(yaml);
    }

    /** Leaves nothing but the demo workspace, to which a test may add, as no operator may. */
    public void startFromDemo() {
        clear();
        workspaces.loadDemo();
        change("update loaded_workspace set demo = false");
    }

    /** Adds the document, which is YAML. */
    public void load(String yaml) {
        workspaces.load(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "test.yaml";
            }
        });
    }

    /** Lets the workers do all that is due, also what waits for another try. */
    public void work() {
        for (ManualScheduler scheduler : List.of(computed, awaited)) {
            scheduler.setTime(Instant.now().plus(LONGEST_RETRY));
        }
        while (queued() > 0) {
            for (ManualScheduler scheduler : List.of(computed, awaited)) {
                scheduler.runAnyDueExecutions();
                scheduler.tick(LONGEST_RETRY);
            }
        }
    }

    /** Lets the workers do what is due now, each execution once. */
    public void step() {
        for (ManualScheduler scheduler : List.of(computed, awaited)) {
            scheduler.setTime(Instant.now().plusSeconds(1));
            scheduler.runAnyDueExecutions();
        }
    }

    /** Makes each attempt to deliver a webhook that is due so much later, once. */
    public void deliver(Duration later) {
        webhooks.setTime(Instant.now().plusSeconds(1).plus(later));
        webhooks.runAnyDueExecutions();
    }

    /** How many executions wait for the workers, or are with them. */
    public long queued() {
        return count("scheduled_tasks") + count("awaited_tasks");
    }

    /** How many rows the table has. */
    public long count(String table) {
        return number("select count(*) from " + table).longValue();
    }

    /** The one number that the query answers. */
    public BigDecimal number(String sql) {
        return jdbc.sql(sql).query(BigDecimal.class).single();
    }

    /** The one text that the query answers. */
    public String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    /** All that the query answers. */
    public List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }

    /** Changes the data behind the server's back. */
    public void change(String sql) {
        jdbc.sql(sql).update();
    }

    /**
     * All that a request can change, as one text: a refused request leaves it as it is, to the letter.
     */
    public String everything() {
        return text("""
                select concat_ws('|',
                  (select string_agg(t::text, ';' order by id) from organization t),
                  (select string_agg(t::text, ';' order by id) from ledger_entry t),
                  (select string_agg(t::text, ';' order by id) from bulk_request t),
                  (select string_agg(t::text, ';' order by id) from slice t),
                  (select string_agg(t::text, ';' order by slice_id, reason) from slice_failure t),
                  (select string_agg(t::text, ';' order by run_id, metric_id, request_id) from score_change t),
                  (select string_agg(t::text, ';' order by key_hash) from idempotency_key t),
                  (select string_agg(t::text, ';' order by id) from result t),
                  (select string_agg(t::text, ';' order by run_id, metric_id) from score t),
                  (select string_agg(id || ':' || status || ':' || success, ';' order by id) from run),
                  (select string_agg(task_name || task_instance || picked, ';' order by task_name, task_instance) from scheduled_tasks),
                  (select string_agg(task_name || task_instance || picked, ';' order by task_name, task_instance) from awaited_tasks),
                  (select string_agg(t::text, ';' order by id) from webhook_delivery t))
                """);
    }

    /** Organizations whose ledger does not sum to their balance, and requests that were charged another sum than theirs. */
    public List<Map<String, Object>> unbalanced() {
        return rows("""
                select 'organization ' || o.id as what, o.balance as amount, coalesce(sum(l.amount), 0) as ledger
                from organization o
                left join ledger_entry l on l.organization_id = o.id
                group by o.id
                having o.balance <> coalesce(sum(l.amount), 0)
                union all
                select 'request ' || r.id, r.cost, coalesce(-sum(l.amount), 0)
                from bulk_request r
                left join ledger_entry l on l.request_id = r.id and l.kind = 'charge'
                group by r.id
                having r.cost <> coalesce(-sum(l.amount), 0)
                """);
    }

    /** Leaves nothing. */
    public void clear() {
        jdbc.sql("""
                        truncate organization, project, api_key, agent, metric, metric_agent, result, run, score,
                                 bulk_request, request_trace, slice, slice_failure, score_change, ledger_entry, idempotency_key, scheduled_tasks, awaited_tasks,
                                 webhook_delivery, webhook_tasks, loaded_workspace
                        """).update();
    }
}
