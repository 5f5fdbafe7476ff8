package dev.reevaluate.server.work;

import static dev.reevaluate.server.work.Workload.PREDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Several servers find what a killed one had picked: one takes it over, and the others say nothing. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class TakeOverTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final ManualScheduler scheduler;

    @Autowired
    TakeOverTests(World world, BulkEvaluation bulk, ManualScheduler scheduler) {
        this.world = world;
        this.bulk = bulk;
        this.scheduler = scheduler;
    }

    @BeforeEach
    void anExecutionThatAKilledServerHadPicked() {
        new Workload(world, bulk, 1, 2).request(1, PREDEFINED);
        world.change("update scheduled_tasks set picked = true, picked_by = 'killed', last_heartbeat = '2000-01-01'");
    }

    @AfterEach
    void noOtherServer() {
        world.change("drop trigger if exists other_server on scheduled_tasks");
        world.change("drop function if exists other_server()");
    }

    @Test
    void whoComesSecondSaysNothing(CapturedOutput output) {
        // As where the other's update came between this one's look and its own
        theUpdate("return null");

        scheduler.runDeadExecutionDetection();

        assertThat(output).contains("Reviving dead execution").doesNotContain(" WARN ", " ERROR ", "\tat ");
        noOtherServer();
        scheduler.runDeadExecutionDetection();
        world.work();
        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    @Test
    void whatElseGoesWrongIsToldWithItsTrace(CapturedOutput output) {
        theUpdate("raise division_by_zero");

        scheduler.runDeadExecutionDetection();

        assertThat(output).contains("Failed while handling dead execution", "\tat ");
    }

    private void theUpdate(String does) {
        world.change(
                "create function other_server() returns trigger language plpgsql as 'begin %s; end'".formatted(does));
        world.change("""
                create trigger other_server before update on scheduled_tasks for each row execute function other_server()
                """);
    }
}
