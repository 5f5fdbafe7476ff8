package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A worker whose slice another one has taken writes nothing: no score, no refund, no state. */
@ServerTest
class LostClaimTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;

    @Autowired
    LostClaimTests(World world, BulkEvaluation bulk, Slices slices, SliceWork work, MetricDefinitions metrics) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
    }

    @BeforeEach
    void oneSliceOfTwoRuns() {
        new Workload(world, bulk, 1, 2).request(1, PREDEFINED, FAILING);
    }

    @Test
    void aWorkerThatLostItsSliceWritesNothing() {
        Slice old = claim();
        Slice taken = claim();
        String before = world.everything();

        assertThat(evaluate(old, 0)).isFalse();

        assertThat(world.everything()).isEqualTo(before);
        assertThat(evaluate(taken, 0)).isTrue();
        assertThat(world.number("select sum(amount) from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("0.200001");
    }

    @Test
    void aWorkerThatLostItsSliceHalfWayWritesNothingMore() {
        Slice old = claim();
        assertThat(evaluate(old, 0)).isTrue();
        Slice taken = claim();
        assertThat(taken.openRunIds()).as("what the first worker left").containsExactly(1002L);

        assertThat(evaluate(old, 1)).isFalse();
        assertThat(world.text("select status from result")).isEqualTo("running");

        assertThat(evaluate(taken, 1)).isTrue();
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.number("select count(*) from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("2");
    }

    @Test
    void aRunIsWrittenOnceThoughItsWorkerTriesTwice() {
        Slice slice = claim();
        assertThat(evaluate(slice, 0)).isTrue();
        String before = world.everything();

        assertThat(evaluate(slice, 0)).isFalse();

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void runsEndInAnyOrder() {
        Slice slice = claim();

        assertThat(evaluate(slice, 1)).isTrue();
        assertThat(world.text("select open_run_ids::text from slice")).isEqualTo("{1001}");
        assertThat(world.text("select status from result")).isEqualTo("running");

        assertThat(evaluate(slice, 0)).isTrue();
        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    @Test
    void aBatchWithARunThatIsDoneWritesNothing() {
        Slice slice = claim();
        evaluate(slice, 0);
        String before = world.everything();

        assertThat(WorkSteps.commit(work, metrics, slice, 1001, 1002)).isFalse();

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void aFinishedSliceCanNotBeTaken() {
        Slice slice = claim();
        evaluate(slice, 0);
        evaluate(slice, 1);

        assertThat(slices.claim(slice.id())).isEmpty();
    }

    @Test
    void anExecutionLeftOverFromAFinishedSliceOnlyGoesAway() {
        Slice slice = claim();
        evaluate(slice, 0);
        evaluate(slice, 1);
        String before = world.text("select string_agg(s::text, ';' order by run_id, metric_id) from score s");

        assertThat(world.count("scheduled_tasks")).isEqualTo(1);
        world.work();

        assertThat(world.count("scheduled_tasks")).isZero();
        assertThat(world.text("select string_agg(s::text, ';' order by run_id, metric_id) from score s"))
                .isEqualTo(before);
        assertThat(world.unbalanced()).isEmpty();
    }

    private Slice claim() {
        return slices.claim(world.number("select id from slice").longValue()).orElseThrow();
    }

    private boolean evaluate(Slice slice, int position) {
        return WorkSteps.commit(work, metrics, slice, 1001 + position);
    }
}
