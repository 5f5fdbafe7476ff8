package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.ANOTHER;
import static dev.reevaluate.server.work.Workload.CALLER;
import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is not yet evaluated when a request is cancelled never is, and is refunded; what is, stays and stays paid. */
@ServerTest
class CancellationTests {

    private static final String BALANCE = "select balance from organization";

    private final World world;
    private final BulkEvaluation bulk;
    private final Cancellation cancellation;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;

    @Autowired
    CancellationTests(
            World world,
            BulkEvaluation bulk,
            Cancellation cancellation,
            Slices slices,
            SliceWork work,
            MetricDefinitions metrics) {
        this.world = world;
        this.bulk = bulk;
        this.cancellation = cancellation;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
    }

    @BeforeEach
    void twoResultsOfThreeRuns() {
        new Workload(world, bulk, 2, 3);
    }

    @Test
    void aRequestThatHasNotBegunCostsNothingAndItsResultsComplete() {
        long request = requested(1, PREDEFINED, ANOTHER);

        cancellation.cancel(1, request);

        assertThat(world.number(BALANCE)).isEqualByComparingTo("100000");
        assertThat(world.text("select status from result where id = 1")).isEqualTo("completed");
        assertThat(world.queued()).as("executions in the queue").isZero();
        assertThat(world.rows("select cancelled, cancelled_at is not null as told from bulk_request"))
                .singleElement()
                .hasToString("{cancelled=6, told=true}");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void whatIsEvaluatedStaysAndTheWorkerWritesNothingMore() {
        long request = requested(1, PREDEFINED, FAILING);
        Slice slice =
                slices.claim(world.number("select id from slice").longValue()).orElseThrow();
        assertThat(WorkSteps.commit(work, metrics, slice, 1002)).isTrue();

        cancellation.cancel(1, request);
        String after = world.everything();

        assertThat(WorkSteps.commit(work, metrics, slice, 1001, 1003)).isFalse();
        assertThat(world.everything()).isEqualTo(after);
        assertThat(world.count("score")).isEqualTo(2);
        assertThat(world.number(BALANCE)).as("one evaluation that did not fail").isEqualByComparingTo("99999");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aResultThatAnotherRequestOwesGoesOnRunning() {
        long request = requested(1, PREDEFINED);
        requested(1, ANOTHER);

        cancellation.cancel(1, request);

        assertThat(world.text("select status from result where id = 1")).isEqualTo("running");
        world.work();
        assertThat(world.text("select status from result where id = 1")).isEqualTo("completed");
        assertThat(world.rows("select distinct metric_id from score"))
                .singleElement()
                .hasToString("{metric_id=" + ANOTHER + "}");
    }

    @Test
    void cancelledPairsCanBeAskedForAgain() {
        cancellation.cancel(1, requested(1, PREDEFINED));

        requested(1, PREDEFINED);
        world.work();

        assertThat(world.count("score")).isEqualTo(3);
        assertThat(world.number(BALANCE)).isEqualByComparingTo("99997");
    }

    @Test
    void aRequestThatHasEndedStaysAsItIs() {
        long request = requested(1, PREDEFINED);
        world.work();
        String before = world.everything();

        cancellation.cancel(1, request);

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void aSecondCancellationChangesNothing() {
        long request = requested(1, PREDEFINED);
        cancellation.cancel(1, request);
        String before = world.everything();

        cancellation.cancel(1, request);

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void laterWorkOfTheOrganizationDoesNotQueueBehindWhatWasCancelled() {
        cancellation.cancel(1, requested(1, PREDEFINED, ANOTHER));

        requested(2, PREDEFINED);

        assertThat(world.rows("select start_tag from scheduled_tasks"))
                .singleElement()
                .hasToString("{start_tag=0}");
    }

    @Test
    void theCompletionOfACancelledResultIsToldToItsProject() {
        world.load("""
                projects:
                  - {id: 1, organization: 1, name: First, webhook_url: "https://example.com/hook", webhook_secret: "%s"}
                """.formatted("s".repeat(32)));

        cancellation.cancel(1, requested(1, PREDEFINED));

        assertThat(world.rows("select result_id from webhook_delivery")).hasSize(1);
    }

    private long requested(long result, long... metricIds) {
        return requireNonNull(
                bulk.evaluate(CALLER, World.ids(result), World.ids(metricIds)).request());
    }
}
