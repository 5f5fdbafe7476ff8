package dev.reevaluate.server.work;

import static dev.reevaluate.server.testing.World.ids;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.World;

/** One organization whose results, 1, 2, ..., have as many runs each, 1001, 1002, ... of the first. */
final class Workload {

    /** A predefined metric that costs 1 credit. */
    static final long PREDEFINED = 11;

    /** Another one, of 0.1 credits. */
    static final long ANOTHER = 12;

    /** Costs 0.200001 credits, and fails: this server has no such formula. */
    static final long FAILING = 13;

    static final Caller CALLER = new Caller(1, null, false);

    private final BulkEvaluation bulk;

    Workload(World world, BulkEvaluation bulk, int results, int runs) {
        this.bulk = bulk;
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100000}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: A, eval_type: binary, function_name: detect_silence, cost: 1, agents: [1]}
                  - {id: 12, project: 1, name: B, eval_type: numeric, function_name: get_talk_ratio, cost: 0.1, agents: [1]}
                  - {id: 13, project: 1, name: C, eval_type: binary, function_name: get_mood, cost: "0.200001", agents: [1]}
                """);
        world.change("""
                insert into result (id, agent_id, name, status)
                select n, 1, 'result', 'completed' from generate_series(1, %d) n
                """.formatted(results));
        world.change("""
                insert into run (id, result_id, status, success, transcript_object)
                select r * 1000 + n, r, 'completed', true,
                       '[{"role": "Main Agent", "start_time": 0, "end_time": 1},
                         {"role": "Testing Agent", "start_time": 2, "end_time": 3}]'
                from generate_series(1, %d) r, generate_series(1, %d) n
                """.formatted(results, runs));
    }

    Accepted request(long result, long... metrics) {
        return bulk.evaluate(CALLER, ids(result), ids(metrics));
    }
}
