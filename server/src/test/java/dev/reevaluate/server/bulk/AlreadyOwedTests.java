package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A pair (run, metric) that an earlier request still owes is neither scheduled nor charged again. */
@ServerTest
class AlreadyOwedTests {

    private final World world;
    private final Requests requests;
    private final ManualScheduler scheduler;

    @Autowired
    AlreadyOwedTests(World world, BulkEvaluation bulk, ManualScheduler scheduler) {
        this.world = world;
        this.requests = new Requests(world, bulk);
        this.scheduler = scheduler;
    }

    @BeforeEach
    void oneResultOfThreeRuns() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: A, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                  - {id: 12, project: 1, name: B, eval_type: numeric, function_name: get_talk_ratio, cost: 0.1, agents: [1]}
                  - {id: 13, project: 1, name: C, eval_type: binary, function_name: detect_silence, cost: 0.01, agents: [1]}
                results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 1, name: S}]
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 101, status: completed}
                  - {id: 1003, result: 101, status: completed}
                  - {id: 1004, result: 102, status: completed}
                """);
    }

    @Test
    void aSecondRequestForThePairsIsNeitherChargedNorScheduledAgain() {
        requests.accepted(ids(101), ids(11, 12));
        String before = world.everything();

        Accepted repeated = requests.accepted(ids(101), ids(12, 11));

        assertThat(repeated.evaluations()).isZero();
        assertThat(repeated.cost().isZero()).isTrue();
        assertThat(world.rows("select evaluations, already_owed from bulk_request order by id"))
                .extracting(Object::toString)
                .containsExactly("{evaluations=6, already_owed=0}", "{evaluations=0, already_owed=6}");
        world.change("delete from bulk_request where evaluations = 0");
        assertThat(world.everything()).as("but for the record of the request").isEqualTo(before);
    }

    @Test
    void aRepeatedRequestIsAcceptedEvenWhenNoCreditsAreLeft() {
        requests.accepted(ids(101), ids(11));
        world.change("update organization set balance = 0");

        assertThat(requests.accepted(ids(101), ids(11)).evaluations()).isZero();
    }

    @Test
    void anotherMetricOnTheSameRunsIsAllThatIsAdded() {
        requests.accepted(ids(101), ids(11, 12));

        Accepted overlapping = requests.accepted(ids(101), ids(12, 13));

        assertThat(overlapping.evaluations()).isEqualTo(3);
        assertThat(overlapping.cost()).hasToString("0.03");
        assertThat(world.text("select metric_ids::text from slice order by id desc limit 1"))
                .isEqualTo("{13}");
        world.work();
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("96.67");
        assertThat(world.count("score")).isEqualTo(9);
    }

    @Test
    void anotherResultIsAllThatIsAdded() {
        requests.accepted(ids(101), ids(11));

        Accepted overlapping = requests.accepted(ids(101, 102), ids(11));

        assertThat(overlapping.results()).isEqualTo(1);
        assertThat(overlapping.evaluations()).isEqualTo(1);
        assertThat(overlapping.cost()).hasToString("1.00");
    }

    @Test
    void runsThatSeveralOpenRequestsOweLackOnlyWhatNoneOfThemOwes() {
        requests.accepted(ids(101), ids(11));
        requests.accepted(ids(101), ids(12));

        Accepted overlapping = requests.accepted(ids(101), ids(11, 12, 13));

        assertThat(overlapping.evaluations()).isEqualTo(3);
        assertThat(overlapping.cost()).hasToString("0.03");
    }

    @Test
    void ofASliceHalfDoneOnlyTheRunsStillAheadAreOwed() {
        requests.accepted(ids(101), ids(11));
        // as a worker leaves it that has evaluated the first of three runs
        world.change("update slice set open_run_ids = open_run_ids[2 :], claim = 1");

        Accepted again = requests.accepted(ids(101), ids(11, 12));

        assertThat(again.evaluations()).as("1001 by both, 1002 and 1003 by 12").isEqualTo(4);
        assertThat(again.cost()).hasToString("1.30");
        assertThat(world.rows("""
                        select run_ids::text as runs, metric_ids::text as metrics from slice where claim = 0 order by id
                        """))
                .extracting(row -> row.get("runs") + " by " + row.get("metrics"))
                .containsExactly("{1001} by {11,12}", "{1002,1003} by {12}");
    }

    @Test
    void aRunThatBecameEligibleMeanwhileIsAdded() {
        requests.accepted(ids(101), ids(11));
        world.load("runs: [{id: 1005, result: 101, status: completed}]");

        assertThat(requests.accepted(ids(101), ids(11)).evaluations()).isEqualTo(1);
    }

    @Test
    void onceTheWorkIsDoneARequestEvaluatesAndChargesAgain() {
        requests.accepted(ids(101), ids(11));
        world.work();

        Accepted again = requests.accepted(ids(101), ids(11));

        assertThat(again.evaluations()).isEqualTo(3);
        assertThat(world.text("select status from result where id = 101")).isEqualTo("running");
        world.work();
        assertThat(world.text("select status from result where id = 101")).isEqualTo("completed");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("94");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void anEarlierScoreStaysReadableUntilItIsReplaced() {
        requests.accepted(ids(101), ids(11));
        world.work();
        String scores = world.text("select string_agg(s::text, ';' order by run_id) from score s");

        requests.accepted(ids(101), ids(11));

        assertThat(world.text("select string_agg(s::text, ';' order by run_id) from score s"))
                .isEqualTo(scores);
        scheduler.setTime(Instant.now().plusSeconds(60));
        scheduler.runAnyDueExecutions();
        assertThat(world.count("score")).isEqualTo(3);
        assertThat(world.text("select string_agg(s::text, ';' order by run_id) from score s"))
                .as("evaluated anew")
                .isNotEqualTo(scores);
    }
}
