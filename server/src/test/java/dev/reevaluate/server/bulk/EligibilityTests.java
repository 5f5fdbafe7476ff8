package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every completed or failed run that is not deleted is evaluated, and no other; results without any stay as they are. */
@ServerTest
class EligibilityTests {

    private final World world;
    private final Requests requests;

    @Autowired
    EligibilityTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.requests = new Requests(world, bulk);
    }

    @BeforeEach
    void runsOfEveryState() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: M, eval_type: numeric, function_name: get_latency, cost: 0.5, agents: [1]}
                  - {id: 12, project: 1, name: N, eval_type: numeric, function_name: get_talk_ratio, cost: 0.25, agents: [1]}
                results:
                  - {id: 101, agent: 1, name: Mixed}
                  - {id: 102, agent: 1, name: Nothing eligible, status: timeout}
                  - {id: 103, agent: 1, name: No runs, status: pending}
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 101, status: failed}
                  - {id: 1003, result: 101, status: completed, deleted: true}
                  - {id: 1004, result: 101, status: failed, deleted: true}
                  - {id: 1005, result: 101, status: running}
                  - {id: 1006, result: 101, status: pending}
                  - {id: 1007, result: 101, status: in_progress}
                  - {id: 1008, result: 101, status: evaluating}
                  - {id: 1009, result: 101, status: in_queue}
                  - {id: 1010, result: 101, status: timeout}
                  - {id: 1011, result: 101, status: cancelled}
                  - {id: 1012, result: 101, status: scaling_up}
                  - {id: 1021, result: 102, status: timeout}
                  - {id: 1022, result: 102, status: completed, deleted: true}
                """);
    }

    @Test
    void onlyCompletedAndFailedRunsThatAreNotDeletedAreEvaluated() {
        Accepted accepted = requests.accepted(ids(101), ids(11));
        world.work();

        assertThat(accepted.evaluations()).isEqualTo(2);
        assertThat(world.rows("select run_id from score order by 1"))
                .extracting(row -> row.get("run_id"))
                .containsExactly(1001L, 1002L);
    }

    @Test
    void aResultWithoutEligibleRunsIsLeftAsItIsWhileOthersRun() {
        String before = world.text("select string_agg(r::text, ';' order by id) from result r where id > 101");

        Accepted accepted = requests.accepted(ids(101, 102, 103), ids(11));

        assertThat(accepted.results()).isEqualTo(1);
        assertThat(world.text("select status from result where id = 101")).isEqualTo("running");
        assertThat(world.text("select string_agg(r::text, ';' order by id) from result r where id > 101"))
                .isEqualTo(before);
        world.work();
        assertThat(world.text("select string_agg(r::text, ';' order by id) from result r where id > 101"))
                .isEqualTo(before);
    }

    @Test
    void aRequestWithNothingEligibleIsRefused() {
        assertThat(requests.refused(ids(102, 103), ids(11))).isEqualTo(new Refusal.NothingEligible());
    }

    @Test
    void runsKeepTheirStatesDuringAndAfterTheEvaluation() {
        String states = world.text("select string_agg(id || status, ';' order by id) from run");

        requests.accepted(ids(101), ids(11));

        assertThat(world.text("select string_agg(id || status, ';' order by id) from run"))
                .isEqualTo(states);
        world.work();
        assertThat(world.text("select string_agg(id || status, ';' order by id) from run"))
                .isEqualTo(states);
    }

    @Test
    void repeatedIdsCountOnce() {
        Accepted accepted = requests.accepted(ids(101, 101, 101), ids(12, 11, 12));

        assertThat(accepted.results()).isEqualTo(1);
        assertThat(accepted.evaluations()).isEqualTo(4);
        assertThat(accepted.cost().amount()).isEqualByComparingTo("1.5");
        world.work();
        assertThat(world.count("score")).isEqualTo(4);
    }

    @Test
    void theRunsAreThoseOfTheMomentOfAcceptance() {
        requests.accepted(ids(101), ids(11));
        world.change("update run set status = 'completed' where id = 1005");
        world.work();

        assertThat(world.number("select count(*) from score where run_id = 1005"))
                .isZero();
        assertThat(world.unbalanced()).isEmpty();
    }
}
