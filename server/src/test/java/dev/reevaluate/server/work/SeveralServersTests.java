package dev.reevaluate.server.work;

import static dev.reevaluate.server.testing.World.ids;
import static dev.reevaluate.server.work.Workload.ANOTHER;
import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Any number of servers on one database share the work: nothing is lost, nothing is done twice. */
@ServerTest
class SeveralServersTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final DataSource dataSource;
    private final List<Task<?>> tasks;

    @Autowired
    SeveralServersTests(World world, BulkEvaluation bulk, DataSource dataSource, List<Task<?>> tasks) {
        this.world = world;
        this.bulk = bulk;
        this.dataSource = dataSource;
        this.tasks = tasks;
    }

    @Test
    void twoServersEvaluateEveryPairOnceAndTheLedgerAgrees() {
        new Workload(world, bulk, 10, 130);
        try (ScoreLog log = new ScoreLog(world)) {
            bulk.evaluate(Workload.CALLER, ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ids(PREDEFINED, FAILING));
            Scheduler first = server("first");
            Scheduler second = server("second");
            first.start();
            second.start();
            try {
                // more work for results that are being worked on
                Accepted added = bulk.evaluate(Workload.CALLER, ids(1, 2, 3, 4, 5), ids(ANOTHER));
                assertThat(added.evaluations()).isEqualTo(650);
                await().atMost(Duration.ofSeconds(60)).until(() -> world.count("scheduled_tasks") == 0);
            } finally {
                first.stop();
                second.stop();
            }

            assertThat(log.written()).isEqualTo(2600 + 650);
            log.assertEachPaidPairWasWrittenOnce();
        }
        assertThat(world.rows("select distinct status from result"))
                .singleElement()
                .hasToString("{status=completed}");
        assertThat(world.rows("select success_runs_count from result where success_runs_count <> 130"))
                .isEmpty();
        assertThat(world.rows("""
                        select run_id from ledger_entry where kind = 'refund' group by run_id having count(*) > 1
                        """)).isEmpty();
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("98635");
        assertThat(world.unbalanced()).isEmpty();
    }

    private Scheduler server(String name) {
        return Scheduler.create(dataSource, tasks)
                .schedulerName(new SchedulerName.Fixed(name))
                .threads(3)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(Duration.ofMillis(20))
                .jdbcCustomization(new FairPolling())
                .build();
    }
}
