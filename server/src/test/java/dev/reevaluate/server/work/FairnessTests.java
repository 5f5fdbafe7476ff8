package dev.reevaluate.server.work;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.DatabaseDefaults;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Organizations that have work take turns, evaluation for evaluation, however much each of them has queued. One worker
 * takes one slice a step here, of 50 evaluations at most; organization N has the results N01 to N40 of 50 runs each.
 */
@ServerTest
class FairnessTests {

    private static final int A = 1;
    private static final int B = 2;
    private static final int C = 3;

    private final World world;
    private final BulkEvaluation bulk;
    private final HikariDataSource pool;
    private final ManualScheduler worker;

    @Autowired
    FairnessTests(World world, BulkEvaluation bulk, HikariDataSource pool, List<Task<?>> tasks) {
        this.world = world;
        this.bulk = bulk;
        this.pool = pool;
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(pool, tasks)
                .clock(new SettableClock())
                .pollingStrategy(new PollingStrategyConfig(PollingStrategyConfig.Type.LOCK_AND_FETCH, 0.5, 1));
        builder.threads(1).jdbcCustomization(new FairPolling());
        this.worker = builder.build();
    }

    @BeforeEach
    void threeOrganizations() {
        world.startFrom("organizations: [{id: 1, name: A}, {id: 2, name: B}, {id: 3, name: C}]");
        world.change("insert into project (id, organization_id, name) select n, n, 'P' from generate_series(1, 3) n");
        world.change("insert into agent (id, project_id, name) select n, n, 'A' from generate_series(1, 3) n");
        world.change("""
                insert into metric (id, project_id, name, kind, eval_type, function_name, cost)
                select n, n, 'M', 'predefined', 'numeric', 'get_talk_ratio', 0 from generate_series(1, 3) n
                """);
        world.change("insert into metric_agent select n, n from generate_series(1, 3) n");
        world.change("""
                insert into result (id, agent_id, name, status)
                select o * 100 + n, o, 'result', 'completed' from generate_series(1, 3) o, generate_series(1, 40) n
                """);
        world.change("""
                insert into run (id, result_id, status)
                select r.id * 100 + n, r.id, 'completed' from result r, generate_series(0, 49) n
                """);
    }

    @Test
    void aSmallRequestWaitsForOneSliceOfABacklogAndNotForAllOfIt() {
        request(A, 1, 40);
        step(5);

        request(B, 1, 1);
        step(2);

        assertThat(open(B)).isZero();
        assertThat(open(A)).isGreaterThanOrEqualTo(33);
    }

    @Test
    void twoBacklogsAreServedInTurns() {
        request(A, 1, 20);
        request(B, 1, 20);

        step(20);

        assertThat(open(A)).isEqualTo(10);
        assertThat(open(B)).isEqualTo(10);
    }

    @Test
    void aBacklogIsNotStarvedByASuccessionOfSmallRequests() {
        request(A, 1, 20);
        for (int n = 1; n <= 20; n++) {
            request(B, n, n);
            step(1);
        }

        assertThat(open(A)).as("half of twenty steps, one more or less").isBetween(9L, 11L);
    }

    @Test
    void whoHadTheWorkersToItselfDoesNotStandBackForItLater() {
        request(A, 1, 20);
        step(20);
        assertThat(open(A)).isZero();

        request(A, 21, 30);
        request(B, 21, 30);
        step(10);

        assertThat(open(A)).isEqualTo(5);
        assertThat(open(B)).isEqualTo(5);
    }

    @Test
    void aNewcomerStartsWhereTheQueueStandsThoughAnOldSliceWaitsForAnotherTry() {
        request(A, 1, 1);
        world.change("update scheduled_tasks set execution_time = now() + interval '1 hour'");
        request(C, 1, 20);
        step(10);

        request(B, 1, 20);
        step(10);

        assertThat(open(B)).isEqualTo(15);
        assertThat(open(C)).isEqualTo(5);
    }

    @Test
    void slicesThatAnotherSessionKeepsLockedWaitBehindAllOthers() throws Exception {
        request(A, 1, 5);
        DatabaseDefaults.with(pool, "lock_timeout = '50ms'", () -> {
            try (Connection holder = DatabaseDefaults.connect(pool, "postgres")) {
                holder.setAutoCommit(false);
                DatabaseDefaults.run(holder, "select id from result where id between 101 and 103 for update");
                step(3);
            }
        });
        assertThat(open(A)).isEqualTo(5);

        request(B, 1, 5);
        world.change("update scheduled_tasks set execution_time = now()");
        step(4);

        assertThat(open(B)).isEqualTo(3);
        assertThat(open(A)).as("the two that were never locked").isEqualTo(3);
        step(6);
        assertThat(open(A) + open(B)).isZero();
    }

    private void request(int organization, long firstResult, long lastResult) {
        bulk.evaluate(
                new Caller(organization, null, false),
                ids(LongStream.rangeClosed(firstResult, lastResult)
                        .map(n -> organization * 100L + n)
                        .toArray()),
                ids(organization));
    }

    private void step(int slices) {
        for (int i = 0; i < slices; i++) {
            // What was accepted since is due by the database's clock
            worker.setTime(Instant.now().plusSeconds(1));
            worker.runAnyDueExecutions();
        }
    }

    private long open(int organization) {
        return world.number("""
                        select count(*) from slice where finished_at is null and result_id / 100 = %d
                        """.formatted(organization)).longValue();
    }
}
