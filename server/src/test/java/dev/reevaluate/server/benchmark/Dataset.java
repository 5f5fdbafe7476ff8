package dev.reevaluate.server.benchmark;

import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;

/** One organization with ten free predefined metrics, and results of calls with twenty turns. */
record Dataset(World world) {

    /** The metrics 11 to 20. */
    static final List<BigInteger> METRICS = ids(11, 20);

    /** A key that tests give to an organization. */
    static final String KEY = "benchmark-key-of-more-than-32-characters";

    /** The path of a bulk request. */
    static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";

    private static final String[] FUNCTIONS = {
        "get_latency",
        "get_ai_interrupting_user",
        "get_user_interrupting_ai",
        "get_stop_time_after_interruption",
        "get_interruption_score",
        "detect_silence",
        "detect_infrastructure_issues",
        "get_talk_ratio",
        "get_words_per_minute",
        "check_tool_call_success"
    };

    /** Returns the ids from the first to the last. */
    static List<BigInteger> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(BigInteger::valueOf).toList();
    }

    /** Returns the body of a request for the results from the first to the last. */
    static String json(long firstResult, long lastResult, List<BigInteger> metrics) {
        return "{\"result_ids\": %s, \"metric_ids\": %s}".formatted(ids(firstResult, lastResult), metrics);
    }

    /** Starts anew, with the results 1, 2, ... of as many runs each; a run of result 7 is 70,000,001 or so. */
    void create(int results, int runsEach) {
        world.startFrom("""
                organizations: [{id: 1, name: Benchmark, balance: 1000000}, {id: 2, name: Other, balance: 1000000}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A}]
                """);
        for (int i = 0; i < FUNCTIONS.length; i++) {
            world.change("""
                    insert into metric (id, project_id, name, kind, eval_type, function_name, cost)
                    values (%d, 1, '%s', 'predefined', '%s', '%s', 0)
                    """.formatted(
                    11 + i,
                    FUNCTIONS[i],
                    FUNCTIONS[i].startsWith("detect") || FUNCTIONS[i].startsWith("check") ? "binary" : "numeric",
                    FUNCTIONS[i]));
        }
        world.change("insert into metric_agent select id, 1 from metric");
        addResults(1, results, runsEach);
        world.change("vacuum analyze");
    }

    /** Adds the results from the first to the last, of as many runs each. */
    void addResults(int first, int last, int runsEach) {
        world.change("""
                insert into result (id, agent_id, name, status)
                select n, 1, 'result ' || n, 'completed' from generate_series(%d, %d) n
                """.formatted(first, last));
        world.change("""
                insert into run (id, result_id, status, success, transcript_object)
                select r * 10000000::bigint + n, r, 'completed',
                       coalesce((select success from run where id = 10000001), true), t.turns
                from generate_series(%d, %d) r,
                     generate_series(1, %d) n,
                     (select jsonb_agg(jsonb_build_object(
                               'role', case when i %% 2 = 0 then 'Testing Agent' else 'Main Agent' end,
                               'content', 'This is what turn number ' || i || ' says, in a dozen words or so, as people do.',
                               'start_time', i * 4 + (i %% 3) * 0.25,
                               'end_time', i * 4 + 3.5)) as turns
                      from generate_series(0, 19) i) t
                """.formatted(first, last, runsEach));
    }

    /**
     * Adds what re-evaluating each of the results by all metrics leaves behind: scores, requests, finished slices, ledger.
     * Where the first run of all has been evaluated, its scores are everybody's, so that they come out the same again. The
     * references are right by themselves, so that they need no check.
     */
    void addHistory(int first, int last) {
        world.change("""
                set session_replication_role = replica;
                with evaluated as (
                  select metric_id, score, passed, explanation, extra from score where run_id = 10000001
                ), alike as (
                  select * from evaluated
                  union all
                  select id, 10 / 7.0, null, '["Average over 10 turns of the agent"]', '{}' from metric
                  where not exists (select from evaluated)
                )
                insert into score (run_id, metric_id, score, passed, explanation, extra)
                select r.id, alike.*
                from run r
                cross join alike
                where r.result_id between %1$d and %2$d;
                insert into bulk_request (organization_id, project_id, result_ids, metric_ids, evaluations, cost)
                select 1, 1, array(select generate_series(n, n + 9)), array(select id from metric), 10000, 1
                from generate_series(%1$d, %2$d, 10) n;
                insert into ledger_entry (organization_id, kind, amount, request_id)
                select 1, 'charge', -1, id from bulk_request r
                where not exists (select from ledger_entry e where e.request_id = r.id);
                insert into slice (request_id, result_id, run_ids, open_run_ids, metric_ids, metric_costs, finished_at)
                select 1, result_id, array_agg(id), '{}', (select array_agg(id) from metric),
                       (select array_agg(cost) from metric), now()
                from run
                where result_id between %1$d and %2$d
                group by result_id, id / 50;
                set session_replication_role = origin
                """.formatted(first, last));
        world.change("vacuum analyze");
        world.change("checkpoint");
    }

    /** Forgets all requests, with what they cost and what they left to do. */
    void forgetRequests() {
        world.change("truncate scheduled_tasks, awaited_tasks, bulk_request cascade");
    }
}
