package dev.reevaluate.server.work;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Metrics that are computed have slices and workers of their own: they never wait for those whose answers are awaited. */
@ServerTest
class LanesTests {

    private static final int COMPUTED = 11;
    private static final int JUDGE = 21;
    private static final int PYTHON = 22;

    private final World world;
    private final BulkEvaluation bulk;
    private final ManualScheduler computed;

    @Autowired
    LanesTests(World world, BulkEvaluation bulk, ManualScheduler computed) {
        this.world = world;
        this.bulk = bulk;
        this.computed = computed;
    }

    @BeforeEach
    void aResultOfThreeRuns() {
        new Workload(world, bulk, 1, 3);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, cost: 1, agents: [1]}
                  - {id: 22, project: 1, name: P, eval_type: binary, type: custom_code, custom_code: x, agents: [1]}
                """);
        computed.setTime(Instant.now().plusSeconds(1));
    }

    @Test
    void whatIsComputedIsWrittenWhileTheRestOfTheRequestIsAwaited() {
        request(COMPUTED, JUDGE);

        computed.runAnyDueExecutions();

        assertThat(world.rows("select metric_id, count(*) as scores from score group by 1"))
                .singleElement()
                .hasToString("{metric_id=11, scores=3}");
        assertThat(world.text("select status from result")).isEqualTo("running");
        world.work();
        assertThat(world.text("select status from result")).isEqualTo("completed");
    }

    @Test
    void aJudgeDoesNotWaitForWhatIsComputed() {
        request(COMPUTED, JUDGE);

        assertThat(world.count("scheduled_tasks")).isEqualTo(1);
        assertThat(world.count("awaited_tasks")).isEqualTo(1);
    }

    @Test
    void aPythonMetricStartsOnceTheComputedScoresOfItsRequestAreThere() {
        request(COMPUTED, JUDGE, PYTHON);
        assertThat(world.count("awaited_tasks")).isZero();

        computed.runAnyDueExecutions();

        assertThat(world.count("scheduled_tasks")).isZero();
        assertThat(world.count("awaited_tasks")).isEqualTo(1);
        world.work();
        assertThat(world.count("score")).isEqualTo(9);
        assertThat(world.text("select status from result")).isEqualTo("completed");
        assertThat(world.unbalanced()).isEmpty();
    }

    @Test
    void aPythonMetricAloneStartsAtOnce() {
        request(PYTHON);

        assertThat(world.count("awaited_tasks")).isEqualTo(1);
    }

    private void request(long... metrics) {
        bulk.evaluate(Workload.CALLER, ids(1), ids(metrics));
    }
}
