package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a request writes grows with its results and the slices of their runs, not with its evaluations. */
@ServerTest
class SliceSizeTests {

    private final World world;
    private final Requests requests;

    @Autowired
    SliceSizeTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.requests = new Requests(world, bulk);
    }

    @Test
    void theRunsOfAResultAreCutIntoSlicesOfBoundedSize() {
        start(1, 220);

        Accepted accepted = requests.accepted(ids(1), ids(1, 2, 3, 4));

        assertThat(accepted.evaluations()).isEqualTo(880);
        assertThat(world.rows("select cardinality(run_ids) as runs, run_ids[1] as first from slice order by id"))
                .extracting(row -> row.get("runs") + " from " + row.get("first"))
                .containsExactly("100 from 1001", "100 from 1101", "20 from 1201");
        assertThat(world.number("select count(distinct run) from slice, unnest(run_ids) as run"))
                .isEqualByComparingTo("220");
    }

    @Test
    void aResultThatFillsItsLastSliceHasNoEmptyOne() {
        start(1, 200);

        requests.accepted(ids(1), ids(1));

        assertThat(world.count("slice")).isEqualTo(2);
    }

    @Test
    void aSliceHoldsRunsOfOneResult() {
        start(10, 7);

        requests.accepted(ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ids(1, 2, 3, 4));

        assertThat(world.count("slice")).isEqualTo(10);
        assertThat(world.number("""
                        select count(*) from slice s, unnest(s.run_ids) as run
                        join run u on u.id = run where u.result_id <> s.result_id
                        """)).isZero();
    }

    @Test
    void moreMetricsWriteNoMoreRows() {
        start(10, 50);

        requests.accepted(ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ids(1, 2, 3, 4));

        assertThat(world.number("select evaluations from bulk_request")).isEqualByComparingTo("2000");
        assertThat(world.count("slice")).isEqualTo(10);
        assertThat(world.count("scheduled_tasks")).isEqualTo(10);
        assertThat(world.count("bulk_request")).isEqualTo(1);
        assertThat(world.number("select count(*) from ledger_entry where kind = 'charge'"))
                .isEqualByComparingTo("1");
        assertThat(world.count("score")).isZero();
    }

    private void start(int results, int runs) {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 1000}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 1, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: 0.1, agents: [1]}
                  - {id: 2, project: 1, name: B, eval_type: numeric, function_name: get_talk_ratio, cost: 0.1, agents: [1]}
                  - {id: 3, project: 1, name: C, eval_type: binary, function_name: detect_silence, cost: 0.1, agents: [1]}
                  - {id: 4, project: 1, name: D, eval_type: numeric, function_name: get_words_per_minute, agents: [1]}
                """);
        world.change("""
                insert into result (id, agent_id, name, status)
                select n, 1, 'result', 'completed' from generate_series(1, %d) n
                """.formatted(results));
        world.change("""
                insert into run (id, result_id, status)
                select r * 1000 + n, r, 'completed' from generate_series(1, %d) r, generate_series(1, %d) n
                """.formatted(results, runs));
    }
}
