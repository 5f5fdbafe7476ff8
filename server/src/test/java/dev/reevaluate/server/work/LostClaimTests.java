package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** A worker whose slice another one has taken writes nothing: no score, no refund, no state. */
@ServerTest
class LostClaimTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;
    private final Task<Void> task;

    @Autowired
    LostClaimTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            SliceWork work,
            MetricDefinitions metrics,
            @Qualifier("evaluateSliceTask") Task<Void> task) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
        this.task = task;
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
    void theExecutionEndsWithTheLastRunInOneCommit() {
        Slice slice = claim();
        evaluate(slice, 0);
        assertThat(world.count("scheduled_tasks")).isEqualTo(1);

        evaluate(slice, 1);

        assertThat(world.count("scheduled_tasks")).isZero();
    }

    @Test
    void anExecutionLeftOverFromAFinishedSliceOnlyGoesAway() {
        Slice slice = claim();
        evaluate(slice, 0);
        world.change("create table left_over as select * from scheduled_tasks");
        evaluate(slice, 1);
        world.change("insert into scheduled_tasks select * from left_over");
        world.change("drop table left_over");
        String before = world.text("select string_agg(s::text, ';' order by run_id, metric_id) from score s");

        world.work();

        assertThat(world.count("scheduled_tasks")).isZero();
        assertThat(world.text("select string_agg(s::text, ';' order by run_id, metric_id) from score s"))
                .isEqualTo(before);
        assertThat(world.unbalanced()).isEmpty();
    }

    // As where the connection was lost behind the commit that ended the slice
    @Test
    void aFailureOfAWorkerWhoseExecutionIsGoneIsNone() {
        Execution gone =
                new Execution(Instant.EPOCH, EvaluateSlice.TASK.instance("1").build());
        TaskRepository without = (TaskRepository) Proxy.newProxyInstance(
                TaskRepository.class.getClassLoader(),
                new Class<?>[] {TaskRepository.class},
                (proxy, method, given) -> {
                    throw new ExecutionException("Expected one execution to be updated, but updated 0.", gone);
                });

        assertThatCode(() -> task.getFailureHandler()
                        .onFailure(
                                ExecutionComplete.failure(
                                        gone, Instant.EPOCH, Instant.EPOCH, new IllegalStateException("lost")),
                                new ExecutionOperations<>(without, new SchedulerListeners(List.of()), gone)))
                .doesNotThrowAnyException();
    }

    // As a claim that was not on the disk when the database died
    @Test
    void aSliceWhoseClaimTheDatabaseForgotIsTakenAgain() {
        world.change("""
                create function forget_claim() returns trigger language plpgsql as
                'begin update slice set claim = 0, waits = 1 where id = new.id; return null; end'
                """);
        world.change("""
                create trigger forget_claim after update on slice for each row
                when (new.claim = 1 and new.waits = 0 and new.finished_at is null) execute function forget_claim()
                """);
        try {
            world.work();
        } finally {
            world.change("drop trigger forget_claim on slice");
            world.change("drop function forget_claim");
        }

        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.count("scheduled_tasks")).isZero();
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void onlyTheClaimDoesNotWaitForTheDisk() {
        claim();

        assertThat(world.text("show synchronous_commit")).isEqualTo("on");
    }

    private Slice claim() {
        return slices.claim(world.number("select id from slice").longValue()).orElseThrow();
    }

    private boolean evaluate(Slice slice, int position) {
        return WorkSteps.commit(work, metrics, slice, 1001 + position);
    }
}
