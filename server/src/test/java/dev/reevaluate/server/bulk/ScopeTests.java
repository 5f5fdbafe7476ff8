package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.Refusal.MetricAndAgent;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every metric must be in the scope of every selected agent; each pair that breaks this is named. */
@ServerTest
class ScopeTests {

    private final World world;
    private final Requests requests;

    @Autowired
    ScopeTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.requests = new Requests(world, bulk);
    }

    @BeforeEach
    void threeAgentsOfTwoProjects() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}]
                projects: [{id: 1, organization: 1, name: First}, {id: 2, organization: 1, name: Second}]
                agents: [{id: 1, project: 1, name: A}, {id: 2, project: 1, name: B}, {id: 3, project: 2, name: C}]
                metrics:
                  - {id: 11, project: 1, name: All, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1, 2]}
                  - {id: 12, project: 1, name: One, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                  - {id: 13, project: 1, name: None, eval_type: numeric, function_name: get_latency, cost: 1, agents: []}
                  - {id: 14, project: 1, name: Off, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1, 2],
                     simulation_enabled: false}
                  - {id: 15, project: 2, name: Other, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1, 3]}
                results:
                  - {id: 101, agent: 1, name: R}
                  - {id: 102, agent: 2, name: R}
                  - {id: 103, agent: 3, name: R}
                  - {id: 104, agent: 1, name: Nothing eligible}
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 102, status: completed}
                  - {id: 1003, result: 103, status: completed}
                """);
    }

    @Test
    void aMetricEnabledForEachAgentIsInScope() {
        assertThat(requests.accepted(ids(101, 102), ids(11)).evaluations()).isEqualTo(2);
    }

    @Test
    void aMetricEnabledForSomeAgentsOnlyIsRefusedForTheOthers() {
        assertThat(requests.refused(ids(101, 102), ids(11, 12)))
                .isEqualTo(new Refusal.OutOfScope(List.of(new MetricAndAgent(12, 2)), 0));
    }

    @Test
    void everyPairIsNamedOnceMetricsInTheOrderOfTheRequest() {
        assertThat(requests.refused(ids(103, 102, 101, 104), ids(13, 12, 13)))
                .isEqualTo(new Refusal.OutOfScope(
                        List.of(
                                new MetricAndAgent(13, 1),
                                new MetricAndAgent(13, 2),
                                new MetricAndAgent(13, 3),
                                new MetricAndAgent(12, 2),
                                new MetricAndAgent(12, 3)),
                        0));
    }

    @Test
    void aMetricOfAnotherProjectIsOutOfScopeThoughItNamesTheAgent() {
        assertThat(requests.refused(ids(101), ids(15)))
                .isEqualTo(new Refusal.OutOfScope(List.of(new MetricAndAgent(15, 1)), 0));
        assertThat(requests.accepted(ids(103), ids(15)).evaluations()).isEqualTo(1);
    }

    @Test
    void aMetricThatTakesNoPartInSimulationsIsOutOfScope() {
        assertThat(requests.refused(ids(101), ids(14)))
                .isEqualTo(new Refusal.OutOfScope(List.of(new MetricAndAgent(14, 1)), 0));
    }

    @Test
    void scopeIsCheckedForTheAgentOfAResultWithoutEligibleRunsToo() {
        assertThat(requests.refused(ids(104, 102), ids(12)))
                .isEqualTo(new Refusal.OutOfScope(List.of(new MetricAndAgent(12, 2)), 0));
        assertThat(requests.refused(ids(104), ids(13)))
                .isEqualTo(new Refusal.OutOfScope(List.of(new MetricAndAgent(13, 1)), 0));
    }
}
