package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A server that is asked to end finishes the commit in its hands, and hands the rest of the slice back. */
@ServerTest
class ShutdownTests {

    private static final int THIRD_RUN = 1003;

    private final World world;
    private final BulkEvaluation bulk;
    private final DataSource dataSource;
    private final Task<Void> task;

    @Autowired
    ShutdownTests(
            World world,
            BulkEvaluation bulk,
            DataSource dataSource,
            Slices slices,
            Executions executions,
            MetricDefinitions metrics,
            RunReader reader,
            Evaluators evaluators,
            Commit commit,
            EvaluationMeters meters,
            FairConnections connections,
            DatabaseClock clock,
            RequestLog requests,
            RequestTraces traces) {
        this.world = world;
        this.bulk = bulk;
        this.dataSource = dataSource;
        WorkProperties runByRun = WorkSteps.properties(2);
        SliceWork work = WorkSteps.work(reader, evaluators, commit, meters, runByRun, connections, clock);
        this.task = Tasks.custom(EvaluateSlice.TASK)
                .execute(new EvaluateSlice(slices, executions, metrics, work, runByRun, requests, traces)::execute);
    }

    @BeforeEach
    void fiveRunsOfWhichTheThirdWaitsForALock() {
        new Workload(world, bulk, 1, 5).request(1, PREDEFINED, FAILING);
        world.change("""
                create function wait_for_lock() returns trigger language plpgsql as
                'begin perform pg_advisory_xact_lock(1003); return new; end'
                """);
        world.change("""
                create trigger wait_for_lock before insert on score for each row
                when (new.run_id = 1003) execute function wait_for_lock()
                """);
    }

    @AfterEach
    void waitNoMore() {
        world.change("drop trigger if exists wait_for_lock on score");
        world.change("drop function if exists wait_for_lock");
    }

    @Test
    void theRestOfASliceIsHandedBackAndDoneByTheNextServer() throws Exception {
        try (ScoreLog log = new ScoreLog(world)) {
            stopDuringTheThirdRun();

            assertThat(world.number("select cardinality(open_run_ids) from slice"))
                    .isEqualByComparingTo("2");
            assertThat(log.written()).isEqualTo(6);
            assertThat(world.rows(
                            "select picked, execution_time <= now() as due, consecutive_failures from scheduled_tasks"))
                    .singleElement()
                    .hasToString("{picked=false, due=true, consecutive_failures=0}");
            assertThat(world.text("select status from result")).isEqualTo("running");

            world.work();
            log.assertEachPaidPairWasWrittenOnce();
        }
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    private void stopDuringTheThirdRun() throws Exception {
        Scheduler server = Scheduler.create(dataSource, task)
                .threads(1)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(Duration.ofMillis(50))
                .jdbcCustomization(new FairPolling())
                .build();
        try (Connection lock = dataSource.getConnection()) {
            advisory(lock, "pg_advisory_lock");
            server.start();
            await().until(() ->
                    world.number("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    .signum()
                            > 0);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            await().until(() -> server.getSchedulerState().isShuttingDown());
            advisory(lock, "pg_advisory_unlock");
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    private static void advisory(Connection connection, String function) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select %s(%d)".formatted(function, THIRD_RUN));
        }
    }
}
