package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In which order deliveries are taken. */
@ServerTest
class FewestAttemptsFirstTests {

    private final World world;
    private final DataSource dataSource;

    @Autowired
    FewestAttemptsFirstTests(World world, DataSource dataSource) {
        this.world = world;
        this.dataSource = dataSource;
    }

    @Test
    void anEventThatFailedOftenWaitsForThoseThatFailedLessOftenHoweverOldItIs() {
        world.startFrom("organizations: []");
        world.change("""
                insert into webhook_tasks (task_name, task_instance, execution_time, picked, version, priority)
                values ('deliver-webhook', 'often', now() - interval '1 hour', false, 1, -5),
                       ('deliver-webhook', 'never', now() - interval '1 minute', false, 1, 0),
                       ('deliver-webhook', 'once', now() - interval '2 minutes', false, 1, -1),
                       ('deliver-webhook', 'never and older', now() - interval '2 minutes', false, 1, 0)
                """);
        List<String> taken = new ArrayList<>();
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        dataSource,
                        Tasks.oneTime("deliver-webhook").execute((execution, context) -> taken.add(execution.getId())))
                .clock(new SettableClock())
                .pollingStrategy(new PollingStrategyConfig(PollingStrategyConfig.Type.LOCK_AND_FETCH, 0.5, 1));
        builder.threads(1).tableName(Deliveries.TASKS).jdbcCustomization(new FewestAttemptsFirst());
        ManualScheduler server = builder.build();
        server.setTime(Instant.now().plusSeconds(1));

        while (world.count("webhook_tasks") > 0) {
            server.runAnyDueExecutions();
        }

        assertThat(taken).containsExactly("never and older", "never", "once", "often");
    }
}
