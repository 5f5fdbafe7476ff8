package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An instance picks no more executions than it has workers for, whatever plan PostgreSQL keeps of its poll. */
@ServerTest
class PollingTests {

    private final World world;
    private final DataSource dataSource;

    @Autowired
    PollingTests(World world, DataSource dataSource) {
        this.world = world;
        this.dataSource = dataSource;
    }

    @Test
    void aPollKeepsToItsLimitAfterManyPollsOfAnEmptyTable() throws Exception {
        world.startFrom("organizations: []");
        try (Connection connection = dataSource.getConnection()) {
            List<Long> picked = new ArrayList<>();
            ManualScheduler server = server(connection, picked);
            world.change("vacuum analyze scheduled_tasks");
            for (int poll = 0; poll < 10; poll++) {
                server.runAnyDueExecutions();
            }
            world.change("""
                    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, start_tag)
                    select 'evaluate-slice', n::text, now(), false, 1, n from generate_series(1, 200) n
                    """);

            server.runAnyDueExecutions();

            assertThat(picked).hasSize(4).startsWith(4L);
            assertThat(world.rows("select task_instance::int from scheduled_tasks order by 1"))
                    .as("the first four are done")
                    .hasSize(196)
                    .first()
                    .hasToString("{task_instance=5}");
        }
    }

    // Notes at each execution how many are picked just then; of one connection, so that its plans are kept.
    private ManualScheduler server(Connection connection, List<Long> picked) {
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        new SingleConnectionDataSource(connection, true),
                        Tasks.oneTime("evaluate-slice")
                                .execute((execution, context) ->
                                        picked.add(world.number("select count(*) from scheduled_tasks where picked")
                                                .longValue())))
                .clock(new SettableClock())
                .pollingStrategy(new PollingStrategyConfig(PollingStrategyConfig.Type.LOCK_AND_FETCH, 0.5, 1));
        builder.threads(4).jdbcCustomization(new FairPolling());
        ManualScheduler server = builder.build();
        server.setTime(Instant.now().plusSeconds(1));
        return server;
    }
}
