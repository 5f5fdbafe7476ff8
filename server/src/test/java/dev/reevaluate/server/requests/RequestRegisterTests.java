package dev.reevaluate.server.requests;

import static dev.reevaluate.server.testing.World.ids;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.bulk.Estimates;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.work.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request tells how far it is, and what it costs, from its acceptance to its end. */
@ServerTest
class RequestRegisterTests {

    private static final Caller ORGANIZATION = new Caller(1, null, false);
    private static final long DONE = 11;
    private static final long FAILING = 13;
    private static final long NOT_APPLICABLE = 14;

    private final World world;
    private final BulkEvaluation bulk;
    private final Estimates estimates;
    private final Cancellation cancellation;
    private final RequestRegister requests;

    @Autowired
    RequestRegisterTests(
            World world,
            BulkEvaluation bulk,
            Estimates estimates,
            Cancellation cancellation,
            RequestRegister requests) {
        this.world = world;
        this.bulk = bulk;
        this.estimates = estimates;
        this.cancellation = cancellation;
        this.requests = requests;
    }

    @BeforeEach
    void twoProjects() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}, {id: 2, name: Two, balance: 10}]
                projects: [{id: 1, organization: 1, name: First}, {id: 2, organization: 1, name: Second}]
                agents: [{id: 1, project: 1, name: A}, {id: 2, project: 2, name: B}]
                metrics:
                  - {id: 11, project: 1, name: A, eval_type: numeric, function_name: get_talk_ratio, cost: 1, agents: [1]}
                  - {id: 13, project: 1, name: C, eval_type: binary, function_name: get_mood, cost: "0.5", agents: [1]}
                  - {id: 14, project: 1, name: L, eval_type: numeric, function_name: get_latency, agents: [1]}
                  - {id: 21, project: 2, name: D, eval_type: numeric, function_name: get_talk_ratio, agents: [2]}
                results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 1, name: S}, {id: 201, agent: 2, name: T}]
                runs:
                  - {id: 1001, result: 101, status: completed, transcript_object: [
                      {role: Main Agent, content: a, start_time: 0, end_time: 1}]}
                  - {id: 1002, result: 101, status: failed, transcript_object: [
                      {role: Main Agent, content: a, start_time: 0, end_time: 1}]}
                  - {id: 1003, result: 102, status: completed}
                  - {id: 2001, result: 201, status: completed}
                """);
    }

    @Test
    void aRequestIsRunningUntilTheLastEvaluationHasEnded() {
        long id = requested(List.of(102, 101), DONE, FAILING, NOT_APPLICABLE);

        RequestView accepted = find(id);
        assertThat(accepted.phase()).isEqualTo(RequestPhase.RUNNING);
        assertThat(accepted.resultIds()).containsExactly(102L, 101L);
        assertThat(accepted.metricIds()).containsExactly(11L, 13L, 14L);
        assertThat(accepted.evaluations()).isEqualTo(9);
        assertThat(accepted.done()).isZero();
        assertThat(accepted.rate()).isNull();
        assertThat(accepted.estimatedEnd()).isNull();
        assertThat(accepted.cost()).hasToString("4.50");

        world.work();

        RequestView ended = find(id);
        assertThat(ended.phase()).isEqualTo(RequestPhase.COMPLETED);
        assertThat(List.of(ended.done(), ended.scored(), ended.notApplicable(), ended.failed(), ended.cancelled()))
                .containsExactly(9L, 2L, 4L, 3L, 0L);
        assertThat(ended.refunded()).hasToString("1.50");
        assertThat(requireNonNull(ended.rate())).isPositive();
        assertThat(ended.estimatedEnd()).isNull();
        assertThat(ended.endedAt()).isNotNull();
        assertThat(requests.failures(id)).singleElement().satisfies(failure -> {
            assertThat(failure.evaluations()).isEqualTo(3);
            assertThat(failure.reason()).contains("get_mood");
        });
        assertThat(requests.waiting(id)).isEmpty();
    }

    @Test
    void aRequestHalfDoneSaysWhenItWouldEnd() {
        long id = requested(List.of(101, 102), DONE);
        world.change("update slice set open_run_ids = '{}', finished_at = now() where result_id = 101");
        world.change("update bulk_request set accepted_at = now() - interval '10 seconds'");

        RequestView half = find(id);

        assertThat(half.done()).isEqualTo(2);
        assertThat(requireNonNull(half.rate())).isBetween(0.19, 0.2);
        assertThat(requireNonNull(half.estimatedEnd()))
                .isBetween(half.readAt().plusSeconds(4), half.readAt().plusSeconds(6));
    }

    @Test
    void whatWaitsSaysForWhat() {
        long id = requested(List.of(101, 102), DONE);
        world.change("update slice set waiting_for = 'the endpoint does not answer' where result_id = 101");

        assertThat(requests.waiting(id)).containsExactly(new EvaluationsByReason("the endpoint does not answer", 2));
    }

    @Test
    void aRequestOfWhichAllWasOwedAlreadyHasEndedAtOnce() {
        requested(List.of(101), DONE);

        RequestView repeated = find(requested(List.of(101), DONE));

        assertThat(repeated.phase()).isEqualTo(RequestPhase.COMPLETED);
        assertThat(repeated.alreadyOwed()).isEqualTo(2);
        assertThat(repeated.evaluations()).isZero();
        assertThat(repeated.cost()).hasToString("0.00");
    }

    @Test
    void aCancelledRequestSaysWhatWasNeverDone() {
        long id = requested(List.of(101), DONE);
        cancellation.cancel(1, id);

        RequestView cancelled = find(id);

        assertThat(cancelled.phase()).isEqualTo(RequestPhase.CANCELLED);
        assertThat(List.of(cancelled.done(), cancelled.cancelled())).containsExactly(0L, 2L);
        assertThat(cancelled.refunded()).hasToString("2.00");
        assertThat(cancelled.endedAt()).isNotNull();
    }

    @Test
    void theListIsOfTheOrganizationOrTheProjectNewestFirst() {
        long first = requested(List.of(101), DONE);
        long second = requested(List.of(201), 21);
        long third = requested(List.of(102), DONE);

        assertThat(list(ORGANIZATION, null)).containsExactly(third, second, first);
        assertThat(list(new Caller(1, 1L, false), null)).containsExactly(third, first);
        assertThat(list(new Caller(1, 2L, false), null)).containsExactly(second);
        assertThat(list(new Caller(2, null, false), null)).isEmpty();
        assertThat(requests.find(new Caller(1, 2L, false), first)).isEmpty();
        assertThat(requests.find(new Caller(2, null, false), first)).isEmpty();
        assertThat(requests.page(ORGANIZATION, null, 1, 1).items())
                .extracting(RequestView::id)
                .containsExactly(second);
        assertThat(requests.page(ORGANIZATION, null, 1, 1).count()).isEqualTo(3);
    }

    @Test
    void theListIsFilteredByState() {
        long completed = requested(List.of(101), DONE);
        world.work();
        long cancelled = requested(List.of(101), DONE);
        cancellation.cancel(1, cancelled);
        long running = requested(List.of(102), DONE);

        assertThat(list(ORGANIZATION, RequestPhase.RUNNING)).containsExactly(running);
        assertThat(list(ORGANIZATION, RequestPhase.COMPLETED)).containsExactly(completed);
        assertThat(list(ORGANIZATION, RequestPhase.CANCELLED)).containsExactly(cancelled);
    }

    @Test
    void anEstimateSaysWhatTheRequestThenDoesAndDoesNothing() {
        requested(List.of(101), DONE);
        String before = world.everything();

        var estimate = estimates.estimate(ORGANIZATION, ids(101, 102), ids(DONE, FAILING));

        assertThat(world.everything()).isEqualTo(before);
        assertThat(List.of(estimate.results(), estimate.runs(), estimate.evaluations(), estimate.alreadyOwed()))
                .containsExactly(2L, 3L, 4L, 2L);
        assertThat(estimate.cost()).hasToString("2.50");
        assertThat(estimate.balance()).hasToString("8.00");
        assertThat(estimate.balanceAfter()).hasToString("5.50");
        assertThat(estimate.isCovered()).isTrue();
        assertThat(estimate.metrics())
                .extracting(metric -> metric.name() + " " + metric.evaluations() + " " + metric.cost())
                .containsExactly("A 1 1.00", "C 3 1.50");

        var accepted = bulk.evaluate(ORGANIZATION, ids(101, 102), ids(DONE, FAILING));
        assertThat(accepted.evaluations()).isEqualTo(estimate.evaluations());
        assertThat(accepted.cost()).isEqualTo(estimate.cost());
        assertThat(world.number("select balance from organization where id = 1"))
                .isEqualByComparingTo("5.5");
    }

    @Test
    void anEstimateThatTheBalanceDoesNotCoverSaysSo() {
        world.change("update organization set balance = 1 where id = 1");

        var estimate = estimates.estimate(ORGANIZATION, ids(101), ids(DONE));

        assertThat(estimate.isCovered()).isFalse();
        assertThat(estimate.balanceAfter()).hasToString("-1.00");
    }

    private long requested(List<Integer> results, long... metrics) {
        return requireNonNull(bulk.evaluate(
                        ORGANIZATION,
                        ids(results.stream().mapToLong(Integer::longValue).toArray()),
                        ids(metrics))
                .request());
    }

    private RequestView find(long id) {
        return requests.find(ORGANIZATION, id).orElseThrow();
    }

    private List<Long> list(Caller caller, @Nullable RequestPhase phase) {
        return requests.page(caller, phase, 0, 10).items().stream()
                .map(RequestView::id)
                .toList();
    }
}
