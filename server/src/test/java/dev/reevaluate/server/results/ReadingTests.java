package dev.reevaluate.server.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What another tenant owns, and what is deleted, does not exist for the reader. */
@ServerTest
class ReadingTests {

    private static final Caller ORGANIZATION = new Caller(1, null, false);
    private static final Caller PROJECT = new Caller(1, 1L, true);
    private static final Caller OTHER = new Caller(2, null, false);
    private static final ResultFilter ALL = new ResultFilter(null, null, null, null);

    private final World world;
    private final Results results;
    private final Runs runs;
    private final Metrics metrics;

    @Autowired
    ReadingTests(World world, Results results, Runs runs, Metrics metrics) {
        this.world = world;
        this.results = results;
        this.runs = runs;
        this.metrics = metrics;
    }

    @BeforeEach
    void twoOrganizations() {
        world.startFrom("""
                organizations: [{id: 1, name: One}, {id: 2, name: Two}]
                projects:
                  - {id: 1, organization: 1, name: First}
                  - {id: 2, organization: 1, name: Second}
                  - {id: 3, organization: 2, name: Foreign}
                agents:
                  - {id: 1, project: 1, name: Ann}
                  - {id: 2, project: 2, name: Ben}
                  - {id: 3, project: 3, name: Cem}
                  - {id: 4, project: 1, name: Dan}
                metrics:
                  - {id: 12, project: 1, name: Both, eval_type: numeric, function_name: get_latency, agents: [4, 1]}
                  - {id: 11, project: 1, name: None, eval_type: enum, type: llm_judge, enum_values: [a, b]}
                  - {id: 13, project: 2, name: Second, eval_type: numeric, function_name: get_latency, agents: [2]}
                  - {id: 14, project: 3, name: Foreign, eval_type: numeric, function_name: get_latency, agents: [3]}
                results:
                  - {id: 101, agent: 1, name: Nightly regression}
                  - {id: 102, agent: 2, name: Nightly smoke}
                  - {id: 103, agent: 3, name: Nightly foreign}
                  - {id: 104, agent: 4, name: "100% _ Release", status: running}
                runs:
                  - {id: 1002, result: 101, status: failed, duration: 12.5, metadata: {a: 1.10}}
                  - {id: 1001, result: 101, status: completed, transcript_object: [{role: Main Agent, content: Hi}]}
                  - {id: 1003, result: 101, status: completed, deleted: true}
                  - {id: 1004, result: 102, status: completed}
                  - {id: 1005, result: 103, status: completed}
                """);
    }

    @Test
    void resultsAreListedNewestFirstAPageAtATime() {
        assertThat(page(ORGANIZATION, ALL, 0, 2)).containsExactly(104L, 102L);
        assertThat(page(ORGANIZATION, ALL, 2, 2)).containsExactly(101L);
        assertThat(page(ORGANIZATION, ALL, 4, 2)).isEmpty();
        assertThat(results.page(ORGANIZATION, ALL, 4, 2).count()).isEqualTo(3);
    }

    @Test
    void aCallerSeesTheResultsOfItsOrganizationOrProject() {
        assertThat(page(PROJECT, ALL, 0, 10)).containsExactly(104L, 101L);
        assertThat(page(OTHER, ALL, 0, 10)).containsExactly(103L);
        assertThat(results.find(ORGANIZATION, 102)).isPresent();
        assertThat(results.find(PROJECT, 102)).isEmpty();
        assertThat(results.find(ORGANIZATION, 103)).isEmpty();
        assertThat(results.find(ORGANIZATION, 999)).isEmpty();
    }

    @Test
    void resultsAreFilteredByAgentProjectAndName() {
        assertThat(page(ORGANIZATION, new ResultFilter(1L, null, null, null), 0, 10))
                .containsExactly(101L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, 2L, null, null), 0, 10))
                .containsExactly(102L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, "NIGHTLY", null), 0, 10))
                .containsExactly(102L, 101L);
        assertThat(page(ORGANIZATION, new ResultFilter(4L, 1L, "release", null), 0, 10))
                .containsExactly(104L);
        assertThat(page(ORGANIZATION, new ResultFilter(3L, null, null, null), 0, 10))
                .isEmpty();
        assertThat(page(PROJECT, new ResultFilter(null, 2L, null, null), 0, 10)).isEmpty();
    }

    @Test
    void resultsAreFilteredByTheirState() {
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, null, Status.COMPLETED), 0, 10))
                .containsExactly(102L, 101L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, null, Status.RUNNING), 0, 10))
                .containsExactly(104L);
        assertThat(page(ORGANIZATION, new ResultFilter(1L, null, null, Status.RUNNING), 0, 10))
                .isEmpty();
    }

    @Test
    void aSearchTakesEveryCharacterAsItself() {
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, "0%", null), 0, 10))
                .containsExactly(104L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, "%", null), 0, 10))
                .containsExactly(104L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, "_", null), 0, 10))
                .containsExactly(104L);
        assertThat(page(ORGANIZATION, new ResultFilter(null, null, "'", null), 0, 10))
                .isEmpty();
    }

    @Test
    void aResultShowsItsAgentAndItsCounts() {
        assertThat(results.find(ORGANIZATION, 101)).hasValueSatisfying(result -> {
            assertThat(result.agentName()).isEqualTo("Ann");
            assertThat(result.status()).isEqualTo(Status.COMPLETED);
            assertThat(List.of(result.totalRuns(), result.completedRuns(), result.successRuns(), result.failedRuns()))
                    .containsExactly(2L, 1L, 1L, 1L);
            assertThat(result.successRate()).isEqualByComparingTo("100");
        });
    }

    @Test
    void theRunsOfAResultComeInOrderWithoutDeletedOnesAndWithoutTranscripts() {
        assertThat(runs.ofResult(101)).extracting(RunView::id).containsExactly(1001L, 1002L);
        assertThat(runs.ofResult(101)).extracting(RunView::turns).containsOnlyNulls();
        assertThat(runs.ofResult(104)).isEmpty();
    }

    @Test
    void runsAreFoundWithTheirTranscriptsWhereTheyExistForTheCaller() {
        List<Long> asked = List.of(1005L, 1004L, 1003L, 1002L, 1001L, 999L);

        assertThat(runs.find(ORGANIZATION, asked)).extracting(RunView::id).containsExactly(1001L, 1002L, 1004L);
        assertThat(runs.find(PROJECT, asked)).extracting(RunView::id).containsExactly(1001L, 1002L);
        assertThat(runs.find(OTHER, asked)).extracting(RunView::id).containsExactly(1005L);
        assertThat(runs.find(ORGANIZATION, List.of(1001L)))
                .singleElement()
                .satisfies(run -> assertThat(run.turns()).hasToString("[{role=Main Agent, content=Hi}]"));
    }

    @Test
    void theNumbersOfARunAreExact() {
        assertThat(runs.find(ORGANIZATION, List.of(1002L))).singleElement().satisfies(run -> {
            assertThat(run.duration()).isEqualByComparingTo("12.5");
            assertThat(run.metadata()).hasToString("{a=1.10}");
        });
    }

    @Test
    void theScoresOfARunComeInTheOrderOfTheirMetrics() {
        world.change("""
                insert into score (run_id, metric_id, score, passed, explanation)
                values (1001, 12, 1.500000, null, '["twelve"]'), (1001, 11, null, null, '["eleven"]')
                """);

        assertThat(runs.ofResult(101).get(0).scores())
                .extracting(ScoreView::metricId, ScoreView::explanation)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(11L, List.of("eleven")),
                        org.assertj.core.groups.Tuple.tuple(12L, List.of("twelve")));
        assertThat(runs.ofResult(101).get(1).scores()).isEmpty();
    }

    @Test
    void metricsAreListedByIdWithTheirAgents() {
        assertThat(metrics.list(ORGANIZATION, null, null))
                .extracting(MetricView::id, MetricView::agents)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(11L, List.of()),
                        org.assertj.core.groups.Tuple.tuple(12L, List.of(1L, 4L)),
                        org.assertj.core.groups.Tuple.tuple(13L, List.of(2L)));
    }

    @Test
    void metricsAreFilteredByAgentAndProject() {
        assertThat(metrics.list(ORGANIZATION, 4L, null))
                .extracting(MetricView::id)
                .containsExactly(12L);
        assertThat(metrics.list(ORGANIZATION, null, 2L))
                .extracting(MetricView::id)
                .containsExactly(13L);
        assertThat(metrics.list(PROJECT, null, 2L)).isEmpty();
        assertThat(metrics.list(PROJECT, null, null)).extracting(MetricView::id).containsExactly(11L, 12L);
        assertThat(metrics.list(OTHER, 4L, null)).isEmpty();
    }

    private List<Long> page(Caller caller, ResultFilter filter, long offset, long limit) {
        return results.page(caller, filter, offset, limit).items().stream()
                .map(ResultView::id)
                .toList();
    }
}
