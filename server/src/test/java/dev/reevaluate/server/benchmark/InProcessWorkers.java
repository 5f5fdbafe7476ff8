package dev.reevaluate.server.benchmark;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Four workers of one server, which start when they are told to, as those of the test's server stand still. */
record InProcessWorkers(World world, DataSource dataSource, List<Task<?>> tasks, DbSchedulerCustomizer customizer) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Works until nothing is queued, and returns how long that took. */
    Duration drain() throws Exception {
        Scheduler workers = Scheduler.create(dataSource, tasks)
                .schedulerName(new SchedulerName.Fixed("benchmark"))
                .threads(4)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(Duration.ofMillis(100))
                .jdbcCustomization(customizer.jdbcCustomization().orElseThrow())
                .build();
        try {
            return Times.of(() -> {
                workers.start();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE)
                        .until(() -> world.count("scheduled_tasks") == 0);
            });
        } finally {
            workers.stop();
        }
    }
}
