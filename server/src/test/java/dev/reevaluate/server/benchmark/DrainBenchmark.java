package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How fast the workers of one server evaluate predefined metrics, beside writing as many scores in one statement. */
@ServerTest
class DrainBenchmark {

    private static final int RESULTS = 100;
    private static final int RUNS = Integer.getInteger("benchmark.runs", 100);
    private static final int SCORES = RESULTS * RUNS * Dataset.METRICS.size();
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 3;

    private final World world;
    private final BulkEvaluation bulk;
    private final InProcessWorkers workers;

    @Autowired
    DrainBenchmark(
            World world,
            BulkEvaluation bulk,
            DataSource dataSource,
            List<Task<?>> tasks,
            DbSchedulerCustomizer customizer) {
        this.world = world;
        this.bulk = bulk;
        this.workers = new InProcessWorkers(world, dataSource, tasks, customizer);
    }

    @Test
    void predefinedMetrics() throws Exception {
        new Dataset(world).create(RESULTS, RUNS);
        world.change("drop table if exists floor");
        world.change("create table floor (like score including all)");
        for (int i = 0; i < WARM_UPS; i++) {
            measure(i == 0, new Times(), new Times());
        }
        for (boolean anew : new boolean[] {true, false}) {
            Times drained = new Times();
            Times floor = new Times();
            for (int round = 0; round < ROUNDS; round++) {
                measure(anew, drained, floor);
            }
            BenchmarkTable.row(
                    text(
                            "draining %,d evaluations, %s scores; floor: one upsert of as many",
                            SCORES, anew ? "new" : "replaced"),
                    text("%,.0f/s", drained.perSecond(SCORES)),
                    text("%,.0f/s", floor.perSecond(SCORES)),
                    floor.medianMillis() / drained.medianMillis(),
                    "at least 0.33");
        }
        world.change("drop table floor");
    }

    private void measure(boolean anew, Times drained, Times floor) throws Exception {
        if (anew) {
            world.change("truncate score, floor");
        }
        bulk.evaluate(new Caller(1, null, false), Dataset.ids(1, RESULTS), Dataset.METRICS);
        world.change("checkpoint");
        drained.add(workers.drain());
        assertThat(world.count("score")).isEqualTo(SCORES);
        world.change("checkpoint");
        floor.add(() -> world.change("""
                insert into floor select * from score
                on conflict (run_id, metric_id) do update
                set score = excluded.score, passed = excluded.passed, failed = excluded.failed,
                    explanation = excluded.explanation, extra = excluded.extra, evaluated_at = now()
                """));
    }
}
