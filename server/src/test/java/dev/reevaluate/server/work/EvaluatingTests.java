package dev.reevaluate.server.work;

import static dev.reevaluate.server.testing.World.ids;
import static dev.reevaluate.server.work.Workload.ANOTHER;
import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What was accepted is evaluated, all of it, each pair once; what failed is explained and refunded. */
@ServerTest
class EvaluatingTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final DataSource dataSource;

    @Autowired
    EvaluatingTests(World world, BulkEvaluation bulk, DataSource dataSource) {
        this.world = world;
        this.bulk = bulk;
        this.dataSource = dataSource;
    }

    @Test
    void everyPairOfTheBatchIsEvaluatedOnceThoughItSpansManySlices() {
        new Workload(world, bulk, 3, 120);
        try (ScoreLog log = new ScoreLog(world)) {
            bulk.evaluate(Workload.CALLER, ids(1, 2, 3), ids(PREDEFINED, ANOTHER));
            world.work();

            assertThat(log.written()).isEqualTo(720);
            log.assertEachPaidPairWasWrittenOnce();
        }
        assertThat(world.number("select count(*) from slice where finished_at is null"))
                .isZero();
        assertThat(world.count("scheduled_tasks")).isZero();
    }

    @Test
    void aScoreThatADocumentLoadsMeanwhileIsReplacedByTheEvaluation() throws Exception {
        new Workload(world, bulk, 1, 3).request(1, PREDEFINED);
        CompletableFuture<Void> working;
        try (Connection loading = dataSource.getConnection()) {
            loading.setAutoCommit(false);
            try (Statement statement = loading.createStatement()) {
                statement.execute(
                        "insert into score (run_id, metric_id, score, explanation) values (1002, 11, 77, '[]')");
            }
            working = CompletableFuture.runAsync(world::work);
            await().until(() -> world.number("select count(*) from pg_locks where not granted")
                            .signum()
                    > 0);
            loading.commit();
        }
        working.get(30, TimeUnit.SECONDS);

        assertThat(world.count("score")).isEqualTo(3);
        assertThat(world.rows("select run_id from score where score = 77")).isEmpty();
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99997");
    }

    @Test
    void aFailedEvaluationHasNoScoreAnExplanationAndItsExactCostBack() {
        Workload workload = new Workload(world, bulk, 1, 3);

        workload.request(1, FAILING, PREDEFINED);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99996.399997");
        world.work();

        assertThat(world.rows("select score, passed, failed, explanation from score where metric_id = 13"))
                .hasSize(3)
                .allSatisfy(score -> {
                    assertThat(score)
                            .containsEntry("failed", true)
                            .containsEntry("score", null)
                            .containsEntry("passed", null);
                    assertThat(String.valueOf(score.get("explanation"))).isNotBlank();
                });
        assertThat(world.rows("select run_id, amount from ledger_entry where kind = 'refund' order by run_id"))
                .extracting(refund -> refund.get("run_id") + " " + refund.get("amount"))
                .containsExactly("1001 0.200001", "1002 0.200001", "1003 0.200001");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99997");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aTranscriptThatCannotBeReadFailsItsRunAloneAndRefundsAllItsMetrics() {
        Workload workload = new Workload(world, bulk, 1, 3);
        world.change("update run set transcript_object = '{\"role\": \"not a list\"}' where id = 1002");

        workload.request(1, PREDEFINED, ANOTHER);
        world.work();

        assertThat(world.rows("select distinct run_id from score where failed"))
                .extracting(row -> row.get("run_id"))
                .containsExactly(1002L);
        assertThat(world.number("select sum(amount) from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("1.1");
        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    @Test
    void aResultWhoseEvaluationsAllFailedCompletesAllTheSame() {
        new Workload(world, bulk, 1, 2).request(1, FAILING);
        world.work();

        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    @Test
    void aFailedEvaluationThatIsAskedForAgainIsChargedAndRefundedAgain() {
        Workload workload = new Workload(world, bulk, 1, 1);
        workload.request(1, FAILING);
        world.work();
        workload.request(1, FAILING);
        world.work();

        assertThat(world.number("select count(*) from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("2");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("100000");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aNewScoreReplacesTheFailureOfAnEarlierRequest() {
        Workload workload = new Workload(world, bulk, 1, 1);
        world.change("update run set recording_data = '{\"main_speaking\": 7}'");
        workload.request(1, PREDEFINED);
        world.work();
        assertThat(world.rows("select failed from score")).containsExactly(java.util.Map.of("failed", true));

        world.change("update run set recording_data = null");
        workload.request(1, PREDEFINED);
        world.work();

        assertThat(world.rows("select failed, passed, score from score"))
                .containsExactly(java.util.Map.of("failed", false, "passed", true, "score", BigDecimal.valueOf(5)));
    }

    @Test
    void scoresOfMetricsThatWereNotAskedForStay() {
        Workload workload = new Workload(world, bulk, 1, 2);
        workload.request(1, PREDEFINED);
        world.work();
        String before = world.text("select string_agg(s::text, ';' order by run_id) from score s");

        workload.request(1, ANOTHER);
        world.work();

        assertThat(world.text("select string_agg(s::text, ';' order by run_id) from score s where metric_id = 11"))
                .isEqualTo(before);
        assertThat(world.count("score")).isEqualTo(4);
    }

    @Test
    void aRequestTouchesNoResultButItsOwn() {
        Workload workload = new Workload(world, bulk, 3, 2);
        String others = "select string_agg(r::text, ';' order by id) from result r where id <> 2";
        String before = world.text(others);

        workload.request(2, PREDEFINED, FAILING);
        world.work();

        assertThat(world.text(others)).isEqualTo(before);
        assertThat(world.number("select count(*) from score where run_id / 1000 <> 2"))
                .isZero();
    }

    @Test
    void asManyMetricsAsARequestNamesAreEvaluatedInOneGo() {
        Workload workload = new Workload(world, bulk, 1, 2);
        world.change("""
                insert into metric (id, project_id, name, kind, eval_type, function_name, cost)
                select n, 1, 'metric ' || n, 'predefined', 'numeric', 'get_latency', 0.000001 from generate_series(100, 399) n
                """);
        world.change("insert into metric_agent select n, 1 from generate_series(100, 399) n");

        workload.request(1, LongStream.range(100, 400).toArray());
        world.work();

        assertThat(world.count("score")).isEqualTo(600);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99999.9994");
    }
}
