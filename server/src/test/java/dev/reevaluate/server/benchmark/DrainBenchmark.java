package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.requests.RequestComparison;
import dev.reevaluate.server.requests.RequestRegister;
import dev.reevaluate.server.requests.RequestView;
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
    private final RequestRegister requests;
    private final RequestComparison comparison;
    private final InProcessWorkers workers;

    @Autowired
    DrainBenchmark(
            World world,
            BulkEvaluation bulk,
            RequestRegister requests,
            RequestComparison comparison,
            DataSource dataSource,
            List<Task<?>> tasks,
            DbSchedulerCustomizer customizer) {
        this.world = world;
        this.bulk = bulk;
        this.requests = requests;
        this.comparison = comparison;
        this.workers = new InProcessWorkers(world, dataSource, tasks, customizer);
    }

    @Test
    void predefinedMetrics() throws Exception {
        new Dataset(world).create(RESULTS, RUNS);
        world.change("drop table if exists floor");
        world.change("create table floor (like score including all)");
        for (Earlier earlier : Earlier.values()) {
            // Each writes by a statement of its own, which the JVM has to know as well as the others'
            for (int i = 0; i < WARM_UPS; i++) {
                measure(earlier, new Times(), new Times());
            }
            Times drained = new Times();
            Times floor = new Times();
            for (int round = 0; round < ROUNDS; round++) {
                measure(earlier, drained, floor);
            }
            BenchmarkTable.row(
                    text("draining %,d evaluations, %s; floor: one upsert of as many", SCORES, earlier.what),
                    text("%,.0f/s", drained.perSecond(SCORES)),
                    text("%,.0f/s", floor.perSecond(SCORES)),
                    floor.medianMillis() / drained.medianMillis(),
                    "at least 0.33");
        }
        world.change("drop table floor");
        compare();
    }

    // Of the last request, each of whose scores came out differently
    private void compare() throws Exception {
        long request = world.number("select max(id) from bulk_request").longValue();
        RequestView view = requests.find(new Caller(1, null, false), request).orElseThrow();
        world.change("vacuum analyze");
        Times compared = new Times();
        Times floor = new Times();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            boolean warm = round >= WARM_UPS;
            world.change("update bulk_request set comparison = null");
            (warm ? compared : new Times()).add(() -> {
                comparison.byMetric(1, view);
                comparison.page(1, request, null, 0, 20);
            });
            (warm ? floor : new Times())
                    .add(() -> world.rows("select metric_id, avg(score) from score group by metric_id"));
        }
        BenchmarkTable.row(
                text("comparing %,d scores before and after; floor: one mean of each metric's scores", SCORES),
                text("%,.0f ms", compared.medianMillis()),
                text("%,.0f ms", floor.medianMillis()),
                compared.medianMillis() / floor.medianMillis(),
                "");
    }

    private void measure(Earlier earlier, Times drained, Times floor) throws Exception {
        if (earlier == Earlier.NONE) {
            world.change("truncate score, floor");
        } else if (earlier == Earlier.OTHERS) {
            world.change("update score set score = coalesce(score, 0) + 1");
            world.change("vacuum analyze score");
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

    /** The scores before: all, or none, come out otherwise, and both values are kept. */
    private enum Earlier {
        NONE("new scores"),
        SAME("scores that come out the same"),
        OTHERS("scores that all come out differently");

        private final String what;

        Earlier(String what) {
            this.what = what;
        }
    }
}
