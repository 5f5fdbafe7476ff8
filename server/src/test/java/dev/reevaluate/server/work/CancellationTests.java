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
import java.util.List;
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
    void pairsThatALaterRequestFoundOwedAreItsOwnFromThenOn() {
        long request = requested(1, PREDEFINED, ANOTHER);
        long later = requested(1, ANOTHER);

        cancellation.cancel(1, request);

        assertThat(world.rows("select evaluations, already_owed, cost from bulk_request where id = " + later))
                .singleElement()
                .hasToString("{evaluations=3, already_owed=0, cost=0.300000}");
        assertThat(world.text("select status from result where id = 1")).isEqualTo("running");
        world.work();
        assertThat(scoresByRequest()).containsExactly("{first_request_id=" + later + ", metric_id=12, scores=3}");
        assertThat(world.number(BALANCE)).isEqualByComparingTo("99999.7");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void theFirstOfTheLaterRequestsTakesAPairOverAndThenTheNext() {
        long request = requested(1, PREDEFINED, ANOTHER);
        long second = requested(1, PREDEFINED);
        long third = requested(1, PREDEFINED, ANOTHER);

        cancellation.cancel(1, request);
        assertThat(world.rows("select evaluations from bulk_request order by id"))
                .extracting(Object::toString)
                .containsExactly("{evaluations=6}", "{evaluations=3}", "{evaluations=3}");
        cancellation.cancel(1, second);
        world.work();

        assertThat(scoresByRequest())
                .containsExactly(
                        "{first_request_id=" + third + ", metric_id=11, scores=3}",
                        "{first_request_id=" + third + ", metric_id=12, scores=3}");
        assertThat(world.number(BALANCE)).isEqualByComparingTo("99996.7");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void onlyWhatIsNotEvaluatedYetIsTakenOver() {
        long request = requested(1, PREDEFINED);
        long later = requested(1, PREDEFINED);
        Slice slice =
                slices.claim(world.number("select id from slice").longValue()).orElseThrow();
        assertThat(WorkSteps.commit(work, metrics, slice, 1002)).isTrue();

        cancellation.cancel(1, request);

        assertThat(WorkSteps.commit(work, metrics, slice, 1001, 1003)).isFalse();
        world.work();
        assertThat(scoresByRequest())
                .containsExactly(
                        "{first_request_id=" + request + ", metric_id=11, scores=1}",
                        "{first_request_id=" + later + ", metric_id=11, scores=2}");
        assertThat(world.number(BALANCE)).isEqualByComparingTo("99997");
    }

    @Test
    void aRequestThatWasCancelledTakesNothingOver() {
        long request = requested(1, PREDEFINED);
        long later = requested(1, PREDEFINED);

        cancellation.cancel(1, later);
        assertThat(world.text("select status from result where id = 1")).isEqualTo("running");
        cancellation.cancel(1, request);

        assertThat(world.text("select status from result where id = 1")).isEqualTo("completed");
        assertThat(world.rows("select cancelled, cancelled_at is not null as told from bulk_request order by id"))
                .extracting(Object::toString)
                .containsExactly("{cancelled=3, told=true}", "{cancelled=0, told=true}");
        assertThat(world.number(BALANCE)).isEqualByComparingTo("100000");
    }

    @Test
    void whatReadsOtherScoresStillWaitsForThemAfterItIsTakenOver() {
        world.load("""
                metrics:
                  - {id: 22, project: 1, name: P, eval_type: binary, type: custom_code, custom_code: x, agents: [1]}
                """);
        long request = requested(1, PREDEFINED, 22);
        requested(1, PREDEFINED, 22);

        cancellation.cancel(1, request);

        assertThat(world.count("scheduled_tasks")).isEqualTo(1);
        assertThat(world.count("awaited_tasks")).isZero();
        world.work();
        assertThat(world.count("score")).isEqualTo(6);
        assertThat(world.unbalanced()).isEmpty();
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

    private List<String> scoresByRequest() {
        return world.rows("""
                        select first_request_id, metric_id, count(*) as scores from score group by 1, 2 order by 1, 2
                        """).stream().map(Object::toString).toList();
    }

    private long requested(long result, long... metricIds) {
        return requireNonNull(
                bulk.evaluate(CALLER, World.ids(result), World.ids(metricIds)).request());
    }
}
