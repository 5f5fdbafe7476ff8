package dev.reevaluate.server.requests;

import static dev.reevaluate.server.testing.World.ids;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.results.Page;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.work.Cancellation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request's comparison counts each pair as what it was and is by that request, whatever later ones make of it. */
@ServerTest
class RequestComparisonTests {

    private static final Caller CALLER = new Caller(1, null, false);
    private static final long TALK_RATIO = 12;
    private static final long SILENCE = 13;

    private final World world;
    private final BulkEvaluation bulk;
    private final RequestComparison comparison;
    private final RequestRegister requests;
    private final ChangesRetention retention;
    private final Cancellation cancellation;

    @Autowired
    RequestComparisonTests(
            World world,
            BulkEvaluation bulk,
            RequestComparison comparison,
            RequestRegister requests,
            ChangesRetention retention,
            Cancellation cancellation) {
        this.world = world;
        this.bulk = bulk;
        this.comparison = comparison;
        this.requests = requests;
        this.retention = retention;
        this.cancellation = cancellation;
    }

    // The agent speaks a half, a quarter and a fifth of the call
    @BeforeEach
    void threeRuns() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 12, project: 1, name: Talk Ratio, eval_type: numeric, function_name: get_talk_ratio, agents: [1]}
                  - {id: 13, project: 1, name: Silence, eval_type: binary, function_name: detect_silence, agents: [1]}
                results: [{id: 101, agent: 1, name: R}]
                runs:
                  - {id: 1001, result: 101, status: completed, transcript_object: [
                      {role: Main Agent, content: a, start_time: 0, end_time: 1},
                      {role: Testing Agent, content: b, start_time: 1, end_time: 2}]}
                  - {id: 1002, result: 101, status: completed, transcript_object: [
                      {role: Main Agent, content: a, start_time: 0, end_time: 1},
                      {role: Testing Agent, content: b, start_time: 1, end_time: 4}]}
                  - {id: 1003, result: 101, status: completed, transcript_object: [
                      {role: Main Agent, content: a, start_time: 0, end_time: 1},
                      {role: Testing Agent, content: b, start_time: 1, end_time: 5}]}
                """);
    }

    @Test
    void scoresOfPairsThatHadNoneAreFirstOnes() {
        long request = evaluated(TALK_RATIO);

        MetricComparison metric = only(request);
        assertThat(List.of(metric.evaluated(), metric.first(), metric.unchanged(), metric.changed()))
                .containsExactly(3L, 3L, 0L, 0L);
        assertThat(metric.meanBefore()).isNull();
        assertThat(requireNonNull(metric.meanAfter())).isBetween(0.31, 0.33);
        assertThat(metric.distribution())
                .hasSize(10)
                .allSatisfy(bucket -> assertThat(bucket.before()).isZero());
        assertThat(metric.distribution().stream()
                        .mapToLong(Distribution.Bucket::after)
                        .sum())
                .isEqualTo(3);
        assertThat(metric.distribution().get(0).from()).isEqualTo(0.2);
        assertThat(metric.distribution().get(9).to()).isEqualTo(0.5);
        assertThat(changed(request).items()).isEmpty();
    }

    @Test
    void wholeNumbersAreCountedEachForItselfOrInRangesOfWholeNumbers() {
        evaluated(TALK_RATIO);
        world.change("update score set score = run_id - 1001");
        long few = evaluated(TALK_RATIO);
        world.change("update score_change set score_after = 5 - score_before");
        assertThat(only(few).distribution())
                .extracting(
                        Distribution.Bucket::from,
                        Distribution.Bucket::to,
                        Distribution.Bucket::before,
                        Distribution.Bucket::after)
                .containsExactly(
                        tuple(0.0, 1.0, 1L, 0L),
                        tuple(1.0, 2.0, 1L, 0L),
                        tuple(2.0, 3.0, 1L, 0L),
                        tuple(3.0, 4.0, 0L, 1L),
                        tuple(4.0, 5.0, 0L, 1L),
                        tuple(5.0, 5.0, 0L, 1L));

        world.change("update bulk_request set comparison = null");
        world.change("update score_change set score_after = 41 where run_id = 1003");
        assertThat(only(few).distribution())
                .hasSize(9)
                .extracting(Distribution.Bucket::from)
                .startsWith(0.0, 5.0, 10.0)
                .endsWith(40.0);
    }

    @Test
    void scoresThatComeOutTheSameAreUnchangedAndNothingIsKeptOfThem() {
        evaluated(TALK_RATIO);

        MetricComparison metric = only(evaluated(TALK_RATIO));

        assertThat(List.of(metric.evaluated(), metric.first(), metric.unchanged(), metric.changed()))
                .containsExactly(3L, 0L, 3L, 0L);
        assertThat(metric.meanBefore()).isEqualTo(metric.meanAfter());
        assertThat(world.count("score_change")).isZero();
    }

    @Test
    void aScoreThatDiffersIsKeptWithBothExplanationsTheLargestDifferenceFirst() {
        evaluated(TALK_RATIO);
        earlier(1001, TALK_RATIO, "0.6");
        earlier(1003, TALK_RATIO, "0.9");

        long request = evaluated(TALK_RATIO);

        MetricComparison metric = only(request);
        assertThat(List.of(metric.evaluated(), metric.first(), metric.unchanged(), metric.changed()))
                .containsExactly(3L, 0L, 1L, 2L);
        assertThat(requireNonNull(metric.meanBefore())).isBetween(0.58, 0.59);
        Page<ChangedScore> changes = changed(request);
        assertThat(changes.count()).isEqualTo(2);
        assertThat(changes.items()).extracting(ChangedScore::run).containsExactly(1003L, 1001L);
        ChangedScore largest = changes.items().get(0);
        assertThat(largest.difference()).isEqualByComparingTo("-0.7");
        assertThat(largest.before().explanation()).containsExactly("earlier");
        assertThat(largest.after().explanation()).containsExactly("The agent speaks for 1 s of 5 s.");
    }

    @Test
    void passesThatFailAndFailuresThatPassAreCounted() {
        evaluated(SILENCE);
        world.change("update score set score = 5 - score, passed = not passed where run_id = 1002");

        MetricComparison metric = only(evaluated(SILENCE));

        assertThat(metric.changed()).isEqualTo(1);
        assertThat(metric.passToFail() + metric.failToPass()).isEqualTo(1);
        assertThat(metric.distribution()).extracting(Distribution.Bucket::value).containsExactly("fail", "pass");
        assertThat(metric.distribution().stream()
                        .mapToLong(Distribution.Bucket::before)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void aLaterRequestDoesNotChangeWhatAnEarlierOneFound() {
        long first = evaluated(TALK_RATIO);
        long unchanged = evaluated(TALK_RATIO);
        List<MetricComparison> before = List.of(only(first), only(unchanged));
        earlier(1001, TALK_RATIO, "0.6");
        world.change("update score set score = 0.1 where run_id = 1002");

        evaluated(TALK_RATIO);
        world.change("update score set score = 0.7 where run_id = 1002");
        evaluated(TALK_RATIO);

        // What was changed behind the server's back counts as what the request before it had found
        assertThat(only(first).evaluated()).isEqualTo(before.get(0).evaluated());
        assertThat(only(first).first()).isEqualTo(3);
        assertThat(only(unchanged).unchanged()).isEqualTo(3);
        assertThat(only(unchanged).changed()).isZero();
    }

    @Test
    void theComparisonOfARequestThatRunsIsNotKept() {
        long request = requested(TALK_RATIO);

        only(request);

        assertThat(world.number("select count(*) from bulk_request where comparison is not null"))
                .isZero();
    }

    @Test
    void whatIsOwedOrWasCancelledIsNotCompared() {
        long request = requested(TALK_RATIO);
        assertThat(only(request).evaluated()).isZero();

        cancellation.cancel(1, request);

        assertThat(only(request).evaluated()).isZero();
        assertThat(only(request).distribution()).isEmpty();
    }

    @Test
    void changesOfOneMetricCanBeAskedFor() {
        evaluated(TALK_RATIO, SILENCE);
        earlier(1001, TALK_RATIO, "0.6");
        earlier(1002, SILENCE, "2.5");
        long request = evaluated(TALK_RATIO, SILENCE);

        assertThat(comparison.page(1, request, SILENCE, 0, 10).items())
                .extracting(ChangedScore::metric)
                .containsExactly(SILENCE);
        assertThat(comparison.page(1, request, null, 0, 10).count()).isEqualTo(2);
        assertThat(comparison.page(1, request, null, 1, 1).items()).hasSize(1);
    }

    @Test
    void changesAreForgottenOnceTheyAreOld() {
        evaluated(TALK_RATIO);
        earlier(1001, TALK_RATIO, "0.6");
        long old = evaluated(TALK_RATIO);
        earlier(1001, TALK_RATIO, "0.7");
        long young = evaluated(TALK_RATIO);
        world.change("update bulk_request set accepted_at = now() - interval '91 days' where id <= " + old);

        retention.forget();

        assertThat(world.rows("select request_id from score_change"))
                .singleElement()
                .hasToString("{request_id=" + young + "}");
        assertThat(retention.keeps(requests.find(CALLER, old).orElseThrow())).isFalse();
        assertThat(retention.keeps(requests.find(CALLER, young).orElseThrow())).isTrue();
    }

    private long evaluated(long... metrics) {
        long request = requested(metrics);
        world.work();
        return request;
    }

    private long requested(long... metrics) {
        return requireNonNull(bulk.evaluate(CALLER, ids(101), ids(metrics)).request());
    }

    // As if an earlier evaluation had found it
    private void earlier(long run, long metric, String score) {
        world.change("update score set score = %s, explanation = '[\"earlier\"]' where run_id = %d and metric_id = %d"
                .formatted(score, run, metric));
    }

    private MetricComparison only(long request) {
        RequestView view = requests.find(CALLER, request).orElseThrow();
        // What was kept is what is found again
        List<MetricComparison> kept = comparison.byMetric(1, view);
        world.change("update bulk_request set comparison = null");
        List<MetricComparison> metrics = comparison.byMetric(1, view);
        assertThat(metrics).isEqualTo(kept).isEqualTo(comparison.byMetric(1, view));
        assertThat(metrics).hasSize(1);
        return metrics.get(0);
    }

    private Page<ChangedScore> changed(long request) {
        return comparison.page(1, request, null, 0, 10);
    }
}
