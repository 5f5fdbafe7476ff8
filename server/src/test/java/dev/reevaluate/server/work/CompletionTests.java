package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.ANOTHER;
import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A result runs until its last open slice ends; then its state and its counts are those of its runs. */
@ServerTest
class CompletionTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;

    @Autowired
    CompletionTests(World world, BulkEvaluation bulk, Slices slices, SliceWork work, MetricDefinitions metrics) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
    }

    @Test
    void aResultRunsUntilTheLastOfItsSlicesEnds() {
        new Workload(world, bulk, 1, 201).request(1, PREDEFINED);
        List<Long> ids = sliceIds();
        assertThat(ids).hasSize(3);

        evaluate(ids.get(2));
        assertThat(status()).isEqualTo("running");
        evaluate(ids.get(0));
        assertThat(status()).isEqualTo("running");
        evaluate(ids.get(1));
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void aResultToWhichASecondRequestAddedWorkRunsUntilThatEndsToo() {
        Workload workload = new Workload(world, bulk, 1, 2);
        workload.request(1, PREDEFINED);
        Slice first = slices.claim(sliceIds().get(0)).orElseThrow();
        evaluate(first, 1001);
        workload.request(1, ANOTHER);

        evaluate(first, 1002);
        assertThat(status()).as("the second request's slice is open").isEqualTo("running");
        evaluate(sliceIds().get(1));
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void theSecondRequestsWorkMayEndFirst() {
        Workload workload = new Workload(world, bulk, 1, 2);
        workload.request(1, PREDEFINED);
        workload.request(1, ANOTHER);

        evaluate(sliceIds().get(1));
        assertThat(status()).isEqualTo("running");
        evaluate(sliceIds().get(0));
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void aResultIsFailedWhenNoRunCompleted() {
        Workload workload = new Workload(world, bulk, 1, 2);
        world.change("update run set status = 'failed'");

        workload.request(1, PREDEFINED);
        world.work();

        assertThat(status()).isEqualTo("failed");
        assertThat(world.count("score")).isEqualTo(2);
    }

    @Test
    void oneCompletedRunMakesTheResultCompleted() {
        Workload workload = new Workload(world, bulk, 1, 3);
        world.change("update run set status = 'failed' where id > 1001");

        workload.request(1, FAILING);
        world.work();

        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void theCountsAreThoseOfTheRunsThatAreNotDeleted() {
        Workload workload = new Workload(world, bulk, 1, 8);
        world.change("update run set status = 'failed' where id = 1004");
        world.change("update run set status = 'timeout' where id in (1005, 1006)");
        world.change("update run set deleted = true where id in (1006, 1007)");
        // eleven seconds of silence fail detect_silence, the others pass
        world.change("update run set recording_data = '{\"total_duration\": 14.5}' where id in (1001, 1004)");

        workload.request(1, PREDEFINED);
        world.work();

        assertThat(world.rows("""
                        select total_runs_count as total, completed_runs_count as completed, success_runs_count as success,
                               failed_runs_count as failed, success_rate::text as rate
                        from result
                        """))
                .singleElement()
                .hasToString("{total=6, completed=4, success=3, failed=1, rate=75.00}");
    }

    @Test
    void aRunIsASuccessUnlessABinaryMetricFailedIt() {
        Workload workload = new Workload(world, bulk, 1, 3);
        world.change("update run set recording_data = '{\"total_duration\": 14.5}' where id = 1001");
        world.change("update run set status = 'failed' where id = 1003");

        workload.request(1, PREDEFINED, ANOTHER, FAILING);
        world.work();

        assertThat(world.rows("select id, success from run order by id"))
                .extracting(run -> run.get("id") + " " + run.get("success"))
                .as(
                        "1001 failed a metric; 1002 has an evaluation that failed, which judges nothing; 1003 is no success")
                .containsExactly("1001 false", "1002 true", "1003 false");
    }

    @Test
    void aRunThatFailedAMetricIsASuccessOnceItPassesIt() {
        Workload workload = new Workload(world, bulk, 1, 1);
        world.change("update run set recording_data = '{\"total_duration\": 14.5}'");
        workload.request(1, PREDEFINED);
        world.work();
        assertThat(world.number("select success_rate from result")).isZero();

        world.change("update metric set configuration = '{\"silence_duration\": 12}' where id = 11");
        workload.request(1, PREDEFINED);
        world.work();

        assertThat(world.number("select success_rate from result")).isEqualByComparingTo("100");
    }

    private void evaluate(long sliceId) {
        Slice slice = slices.claim(sliceId).orElseThrow();
        evaluate(slice, slice.openRunIds().stream().mapToLong(Long::longValue).toArray());
    }

    private void evaluate(Slice slice, long... runs) {
        assertThat(WorkSteps.commit(work, metrics, slice, runs)).isTrue();
    }

    private List<Long> sliceIds() {
        return world.rows("select id from slice order by id").stream()
                .map(row -> (Long) row.get("id"))
                .toList();
    }

    private String status() {
        return world.text("select status from result where id = 1");
    }
}
