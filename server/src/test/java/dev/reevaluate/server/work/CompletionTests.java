package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.ANOTHER;
import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A result runs until its last open slice ends; then its state and its counts are those of its runs. */
@ServerTest
class CompletionTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;
    private final TransactionTemplate transaction;

    @Autowired
    CompletionTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            SliceWork work,
            MetricDefinitions metrics,
            TransactionTemplate transaction) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
        this.transaction = transaction;
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

    @Test
    void aRunThatOneOfTwoSlicesFailedIsNoSuccessThoughBothWereWrittenAtOnce() {
        Workload workload = twoMetricsThatFindElevenSecondsOfSilence();
        evaluate(workload, PREDEFINED);
        findSilencesFrom(12, PREDEFINED);

        evaluateAtOnce(workload, PREDEFINED, FAILING);

        assertThat(world.text("select string_agg(passed::text, ' ' order by metric_id) from score where run_id = 1001"))
                .isEqualTo("true false");
        assertThat(world.text("select success::text from run where id = 1001")).isEqualTo("false");
        assertThat(world.number("select success_runs_count from result")).isEqualByComparingTo("0");
    }

    @Test
    void aRunThatTwoSlicesPassedIsASuccessThoughBothWereWrittenAtOnce() {
        Workload workload = twoMetricsThatFindElevenSecondsOfSilence();
        evaluate(workload, PREDEFINED, FAILING);
        findSilencesFrom(12, PREDEFINED, FAILING);

        evaluateAtOnce(workload, PREDEFINED, FAILING);

        assertThat(world.text("select success::text from run where id = 1001")).isEqualTo("true");
        assertThat(world.number("select success_runs_count from result")).isEqualByComparingTo("2");
    }

    private Workload twoMetricsThatFindElevenSecondsOfSilence() {
        Workload workload = new Workload(world, bulk, 1, 2);
        world.change("update metric set function_name = 'detect_silence' where id = " + FAILING);
        world.change("update run set recording_data = '{\"total_duration\": 14.5}'");
        return workload;
    }

    private void findSilencesFrom(int seconds, long... ids) {
        for (long id : ids) {
            world.change("update metric set configuration = '{\"silence_duration\": %s}' where id = %s"
                    .formatted(seconds, id));
        }
    }

    private void evaluate(Workload workload, long... metricIds) {
        workload.request(1, metricIds);
        world.work();
    }

    // The first run is written by both, each before the other's transaction ends; then the second, which ends the
    // slices
    private void evaluateAtOnce(Workload workload, long one, long other) {
        List<Slice> open = new ArrayList<>();
        for (long metric : List.of(one, other)) {
            workload.request(1, metric);
            open.add(slices.claim(world.number("select max(id) from slice").longValue())
                    .orElseThrow());
        }
        transaction.executeWithoutResult(status -> {
            evaluate(open.get(0), 1001);
            CompletableFuture.runAsync(() -> evaluate(open.get(1), 1001)).join();
        });
        open.forEach(slice -> evaluate(slice, 1002));
        assertThat(status()).isEqualTo("completed");
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
