package dev.reevaluate.server.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How fast the workers of one server evaluate predefined metrics, beside writing as many scores in one statement. */
@ServerTest
class DrainBenchmark {

    private static final int RESULTS = 100;
    private static final int RUNS = Integer.getInteger("benchmark.runs", 200);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 4);

    private final World world;
    private final BulkEvaluation bulk;
    private final DataSource dataSource;
    private final List<Task<?>> tasks;
    private final DbSchedulerCustomizer customizer;

    @Autowired
    DrainBenchmark(
            World world,
            BulkEvaluation bulk,
            DataSource dataSource,
            List<Task<?>> tasks,
            DbSchedulerCustomizer customizer) {
        this.world = world;
        this.bulk = bulk;
        this.dataSource = dataSource;
        this.tasks = tasks;
        this.customizer = customizer;
    }

    @Test
    @SuppressWarnings("SystemOut") // its purpose
    void predefinedMetrics() {
        new Dataset(world).create(RESULTS, RUNS);
        long scores = 10L * RESULTS * RUNS;
        world.change("drop table if exists floor");
        world.change("create table floor (like score including all)");
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Duration drained = drain();
            assertThat(world.count("score")).isEqualTo(scores);
            world.change("checkpoint");
            Duration floor = timed(() -> world.change("""
                    insert into floor select * from score
                    on conflict (run_id, metric_id) do update
                    set score = excluded.score, passed = excluded.passed, failed = excluded.failed,
                        explanation = excluded.explanation, extra = excluded.extra, evaluated_at = now()
                    """));
            world.change("checkpoint");
            ratios.add((double) floor.toMillis() / (double) drained.toMillis());
            System.out.printf(
                    "%s %,d scores: drained at %,d/s, floor %,d/s, ratio %.2f%n",
                    round == 0 ? "New" : "Replaced",
                    scores,
                    scores * 1000 / drained.toMillis(),
                    scores * 1000 / floor.toMillis(),
                    ratios.get(round));
        }
        world.change("drop table floor");
    }

    private Duration drain() {
        bulk.evaluate(new Caller(1, null, false), Dataset.ids(1, RESULTS), Dataset.METRICS);
        Scheduler workers = Scheduler.create(dataSource, tasks)
                .schedulerName(new SchedulerName.Fixed("benchmark"))
                .threads(4)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(Duration.ofMillis(100))
                .jdbcCustomization(customizer.jdbcCustomization().orElseThrow())
                .build();
        Duration drained = timed(() -> {
            workers.start();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> world.count("scheduled_tasks") == 0);
        });
        workers.stop();
        return drained;
    }

    private static Duration timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
