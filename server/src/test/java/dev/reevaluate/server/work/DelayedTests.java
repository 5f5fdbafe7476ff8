package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.evaluation.Evaluator;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can't be evaluated now stays owed and is tried again; what can is written without waiting for it. */
@ServerTest
class DelayedTests {

    private static final String PAIRS = "select count(*) from score where metric_id = 21";

    private final World world;
    private final BulkEvaluation bulk;
    private final ManualScheduler worker;
    private Workload workload;
    private final List<Pair> asked = new CopyOnWriteArrayList<>();
    private final Map<Pair, CompletableFuture<Evaluation>> answers = new ConcurrentHashMap<>();

    @Autowired
    DelayedTests(
            World world,
            BulkEvaluation bulk,
            DataSource dataSource,
            Slices slices,
            Executions executions,
            MetricDefinitions metrics,
            RunReader reader,
            Commit commit,
            EvaluationMeters meters,
            FairConnections connections,
            JdbcClient jdbc,
            RequestLog requests,
            RequestTraces traces) {
        this.world = world;
        this.bulk = bulk;
        WorkProperties properties = WorkSteps.properties(1000);
        // Of a machine whose clock is two days behind
        DatabaseClock clock = new DatabaseClock(jdbc, Clock.offset(Clock.systemUTC(), Duration.ofDays(-2)));
        SliceWork work = WorkSteps.work(
                reader,
                new Evaluators(List.of(new Answers()), List.of()),
                commit,
                meters,
                properties,
                connections,
                clock);
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        dataSource,
                        Tasks.custom(EvaluateSlice.TASK)
                                .execute(new EvaluateSlice(
                                        slices, executions, metrics, work, properties, requests, traces)::execute))
                .clock(new SettableClock())
                .tableName(Lane.AWAITED.table())
                .pollingStrategy(PollingStrategyConfig.DEFAULT_SELECT_FOR_UPDATE);
        builder.jdbcCustomization(new FairPolling());
        this.worker = builder.build();
    }

    @BeforeEach
    void fiveRunsToJudge() {
        workload = new Workload(world, bulk, 1, 5);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, cost: 1, agents: [1]}
                """);
        workload.request(1, 21);
        worker.setTime(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void aDelayedRunStaysOwedAndIsTriedAgainWhileAllOthersAreWritten() {
        delay(1003, null);

        worker.runAnyDueExecutions();

        assertThat(world.number(PAIRS)).isEqualByComparingTo("4");
        assertThat(world.rows("select open_run_ids::text as open, waits, waiting_for from slice"))
                .singleElement()
                .hasToString("{open={1003}, waits=1, waiting_for=the endpoint does not answer}");
        assertThat(due()).isEqualTo(worker.getClock().now().plusSeconds(1));
        assertThat(world.text("select status from result")).isEqualTo("running");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99995");

        answers.clear();
        worker.tick(Duration.ofSeconds(1));
        worker.runAnyDueExecutions();

        assertThat(world.number(PAIRS)).isEqualByComparingTo("5");
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.count("awaited_tasks")).isZero();
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void theWaitGrowsWhileNothingGetsBetterAndIsAsLongAsTheOtherSideAsksFor() {
        for (long run = 1001; run <= 1005; run++) {
            delay(run, null);
        }
        for (int seconds : new int[] {1, 2, 4}) {
            worker.runAnyDueExecutions();
            assertThat(due()).isEqualTo(worker.getClock().now().plusSeconds(seconds));
            worker.tick(Duration.ofSeconds(seconds));
        }

        delay(1003, Duration.ofSeconds(90));
        worker.runAnyDueExecutions();

        assertThat(due()).isEqualTo(worker.getClock().now().plusSeconds(90));
        assertThat(world.number(PAIRS)).isZero();
    }

    @Test
    void whatStillCanNotBeDoneAfterADayFailsWithTheReasonAndIsRefunded() {
        delay(1003, null);
        world.change("update bulk_request set accepted_at = now() - interval '25 hours'");

        worker.runAnyDueExecutions();

        assertThat(world.text("select explanation::text from score where run_id = 1003"))
                .contains("the endpoint does not answer", "refunded");
        assertThat(world.number("select count(*) from score where failed")).isEqualByComparingTo("1");
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99996");
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void whatARunsOtherMetricsSayIsWrittenAndOnlyTheDelayedOneIsAskedAgain() {
        sixRunsToJudgeByThreeMetrics();
        delay(2001, 32, null);
        delay(2002, 32, Duration.ofSeconds(90));
        delay(2003, 31, null);
        delay(2003, 33, null);

        worker.runAnyDueExecutions();

        assertThat(world.rows("select count(*), count(distinct run_id) as runs from score where metric_id > 30"))
                .singleElement()
                .hasToString("{count=14, runs=6}");
        assertThat(world.rows("""
                        select open_run_ids::text as runs, metric_ids::text as metrics, metric_costs::text as costs, waits,
                               waiting_for, execution_time - now() > interval '80 s' as long
                        from slice join awaited_tasks on task_instance = slice.id::text
                        where finished_at is null order by metric_ids"""))
                .extracting(Object::toString)
                .containsExactly(
                        "{runs={2003}, metrics={31,33}, costs={1.000000,3.000000}, waits=1,"
                                + " waiting_for=the endpoint does not answer, long=false}",
                        "{runs={2001,2002}, metrics={32}, costs={2.000000}, waits=1,"
                                + " waiting_for=the endpoint does not answer, long=true}");
        assertThat(world.text("select status from result where id = 2")).isEqualTo("running");

        answers.clear();
        asked.clear();
        worker.tick(Duration.ofSeconds(91));
        worker.runAnyDueExecutions();

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        new Pair(2001, 32), new Pair(2002, 32), new Pair(2003, 31), new Pair(2003, 33));
        assertThat(world.number("select count(*) from score where metric_id > 30"))
                .isEqualByComparingTo("18");
        assertThat(world.text("select status from result where id = 2")).isEqualTo("completed");
        assertThat(world.count("awaited_tasks")).isZero();
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void ofWhatIsDelayedTooOftenOnlyThatIsRefunded() {
        sixRunsToJudgeByThreeMetrics();
        delay(2001, 32, null);
        worker.runAnyDueExecutions();
        BigDecimal charged = world.number("select balance from organization");
        world.change("update bulk_request set accepted_at = now() - interval '25 hours'");

        worker.tick(Duration.ofSeconds(2));
        worker.runAnyDueExecutions();

        assertThat(world.rows("select run_id, metric_id from score where failed"))
                .singleElement()
                .hasToString("{run_id=2001, metric_id=32}");
        assertThat(world.number("select balance from organization").subtract(charged))
                .isEqualByComparingTo("2");
        assertThat(world.text("select status from result where id = 2")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aSlowRunDoesNotHoldUpTheOthers() throws Exception {
        CompletableFuture<Evaluation> slow = new CompletableFuture<>();
        answers.put(new Pair(1002, 21), slow);

        CompletableFuture<Void> working = CompletableFuture.runAsync(worker::runAnyDueExecutions);
        await().until(() -> world.number(PAIRS).intValue() == 4);
        assertThat(working).isNotDone();
        slow.complete(new Evaluation.Failed("late"));
        working.get(10, TimeUnit.SECONDS);

        assertThat(world.number(PAIRS)).isEqualByComparingTo("5");
        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    private void sixRunsToJudgeByThreeMetrics() {
        worker.runAnyDueExecutions();
        world.load("""
                metrics:
                  - {id: 31, project: 1, name: K, eval_type: binary, type: llm_judge, prompt: P, cost: 1, agents: [1]}
                  - {id: 32, project: 1, name: L, eval_type: binary, type: llm_judge, prompt: P, cost: 2, agents: [1]}
                  - {id: 33, project: 1, name: M, eval_type: binary, type: llm_judge, prompt: P, cost: 3, agents: [1]}
                """);
        world.change("insert into result (id, agent_id, name, status) values (2, 1, 'second', 'completed')");
        world.change("""
                insert into run (id, result_id, status, success, transcript_object)
                select 2000 + n, 2, 'completed', true, '[]' from generate_series(1, 6) n""");
        workload.request(2, 31, 32, 33);
        worker.setTime(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
    }

    private void delay(long run, @Nullable Duration retryAfter) {
        delay(run, 21, retryAfter);
    }

    private void delay(long run, long metric, @Nullable Duration retryAfter) {
        answers.put(
                new Pair(run, metric),
                CompletableFuture.failedFuture(
                        new EvaluationDelayedException("the endpoint does not answer", retryAfter)));
    }

    private Instant due() {
        return Instant.ofEpochMilli(world.number("select extract(epoch from execution_time) * 1000 from awaited_tasks")
                .longValue());
    }

    private record Pair(long run, long metric) {}

    /** Answers as the test has prepared, else at once. */
    private final class Answers implements Evaluator {

        @Override
        public MetricKind kind() {
            return MetricKind.LLM_JUDGE;
        }

        @Override
        public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
            asked.add(new Pair(run.id(), metric.id()));
            return answers.getOrDefault(
                    new Pair(run.id(), metric.id()),
                    CompletableFuture.completedFuture(
                            new Evaluation.Scored(BigDecimal.valueOf(5), null, List.of("fine"), Map.of())));
        }
    }
}
