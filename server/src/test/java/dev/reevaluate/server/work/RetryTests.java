package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.FAILING;
import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A slice whose worker failed is tried again, later each time, from the run where it failed. */
@ServerTest
class RetryTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final ManualScheduler scheduler;

    @Autowired
    RetryTests(World world, BulkEvaluation bulk, ManualScheduler scheduler) {
        this.world = world;
        this.bulk = bulk;
        this.scheduler = scheduler;
    }

    @BeforeEach
    void fiveRunsOfWhichTheThirdCanNotBeWritten() {
        new Workload(world, bulk, 1, 5).request(1, PREDEFINED, FAILING);
        world.change("""
                create function refuse_score() returns trigger language plpgsql as
                'begin raise exception ''the disk is full''; end'
                """);
        world.change("""
                create trigger refuse_score before insert on score for each row
                when (new.run_id = 1003 and new.metric_id = 13) execute function refuse_score()
                """);
        scheduler.setTime(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
    }

    @AfterEach
    void mend() {
        world.change("drop trigger if exists refuse_score on score");
        world.change("drop function if exists refuse_score");
    }

    @Test
    void allOtherRunsAreWrittenAndTheFailedOneLeavesNothing() {
        scheduler.runAnyDueExecutions();

        assertThat(world.text("select open_run_ids::text from slice")).isEqualTo("{1003}");
        assertThat(world.rows("select distinct run_id from score order by 1"))
                .extracting(row -> row.get("run_id"))
                .containsExactly(1001L, 1002L, 1004L, 1005L);
        assertThat(world.number("select count(*) from ledger_entry where kind = 'refund'"))
                .isEqualByComparingTo("4");
        assertThat(world.text("select status from result")).isEqualTo("running");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void onceTheFailureIsGoneTheRestIsDoneAndNothingTwice() {
        try (ScoreLog log = new ScoreLog(world)) {
            scheduler.runAnyDueExecutions();
            scheduler.tick(Duration.ofMinutes(1));
            scheduler.runAnyDueExecutions();
            mend();
            scheduler.tick(Duration.ofMinutes(1));
            scheduler.runAnyDueExecutions();

            log.assertEachPaidPairWasWrittenOnce();
        }
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.count("scheduled_tasks")).isZero();
        assertThat(world.rows("select run_id from ledger_entry where kind = 'refund' order by run_id"))
                .extracting(refund -> refund.get("run_id"))
                .containsExactlyInAnyOrder(1001L, 1002L, 1003L, 1004L, 1005L);
        assertThat(world.number("select balance from organization")).isEqualByComparingTo("99995");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void theWaitDoublesFromASecondToAMinuteAndTheSliceIsNeverGivenUp() {
        Duration[] expected = {
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8),
            Duration.ofSeconds(16), Duration.ofSeconds(32), Duration.ofMinutes(1), Duration.ofMinutes(1)
        };
        for (Duration wait : expected) {
            scheduler.runAnyDueExecutions();
            assertThat(due()).isEqualTo(scheduler.getClock().now().plus(wait));

            scheduler.tick(wait.minusMillis(1));
            scheduler.runAnyDueExecutions();
            assertThat(due())
                    .as("not due yet")
                    .isEqualTo(scheduler.getClock().now().plusMillis(1));
            scheduler.tick(Duration.ofMillis(1));
        }
    }

    @Test
    void aLockIsLookedAtAgainAfterFiveSecondsHoweverOftenItWasThere() {
        WorkProperties properties = WorkSteps.properties(1000);

        assertThat(properties.delayAfterFailure(10, new SQLException("locked", "55P03")))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.delayAfterFailure(1, new SQLException("locked", "55P03")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(properties.delayAfterFailure(10, new SQLException("away", "08006")))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void otherSlicesAreDoneMeanwhile() {
        world.change("""
                insert into result (id, agent_id, name, status) values (2, 1, 'result', 'completed')
                """);
        world.change("insert into run (id, result_id, status) values (2001, 2, 'completed')");
        bulk.evaluate(Workload.CALLER, World.ids(2), World.ids(PREDEFINED));

        scheduler.runAnyDueExecutions();

        assertThat(world.rows("select id, status from result order by id"))
                .extracting(result -> result.get("id") + " " + result.get("status"))
                .containsExactly("1 running", "2 completed");
    }

    @Test
    void aRequestDuringTheFailureIsNotChargedForWhatIsStillOwed() {
        scheduler.runAnyDueExecutions();

        assertThat(bulk.evaluate(Workload.CALLER, World.ids(1), World.ids(PREDEFINED, FAILING))
                        .evaluations())
                .as("the four runs that are done, by two metrics")
                .isEqualTo(8);
        mend();
        world.work();
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    private Instant due() {
        return Instant.ofEpochMilli(
                world.number("select extract(epoch from execution_time) * 1000 from scheduled_tasks")
                        .longValueExact());
    }
}
