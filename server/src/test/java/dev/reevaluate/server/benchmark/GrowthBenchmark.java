package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What a request of 10 results with 100 runs each by 10 metrics costs in a database of 1,000 runs, and in one of a
 * thousand times as many, whose requests, slices and scores are all kept.
 */
@ServerTest
class GrowthBenchmark {

    private static final int SELECTED = 10;
    private static final int RUNS_EACH = 100;
    private static final int WARM_UPS = 25;
    private static final int ROUNDS = 15;
    private static final List<Integer> RESULTS = List.of(10, 1_000, Integer.getInteger("benchmark.results", 10_000));

    private final World world;
    private final BulkEvaluation bulk;
    private final InProcessWorkers workers;

    @Autowired
    GrowthBenchmark(
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
    void sameRequestInALargerDatabase() throws Exception {
        Dataset dataset = new Dataset(world);
        dataset.create(0, RUNS_EACH);
        Times smallAcceptance = new Times();
        Times smallDrain = new Times();
        int results = 0;
        for (int target : RESULTS) {
            dataset.addResults(results + 1, target, RUNS_EACH);
            boolean small = results == 0;
            if (small) {
                // Its history is what the warm-ups leave
                world.change("vacuum analyze");
            } else {
                dataset.addHistory(results + 1, target);
            }
            results = target;
            Times acceptance = small ? smallAcceptance : new Times();
            Times drain = small ? smallDrain : new Times();
            for (int round = 0; round < WARM_UPS; round++) {
                measure(round, results, new Times(), new Times());
            }
            for (int round = 0; round < ROUNDS; round++) {
                measure(WARM_UPS + round, results, acceptance, drain);
            }
            if (!small) {
                String size = text("%,d runs, %,d scores", results * RUNS_EACH, results * RUNS_EACH * 10);
                row("accepting 10,000 evaluations in a database of " + size, acceptance, smallAcceptance);
                row("draining them in a database of " + size, drain, smallDrain);
            }
        }
        world.clear();
        world.change("vacuum");
    }

    // Other results each time, far apart, as callers ask for them.
    private void measure(int round, int results, Times acceptance, Times drain) throws Exception {
        int stride = results / SELECTED;
        List<BigInteger> selected = LongStream.range(0, SELECTED)
                .mapToObj(n -> BigInteger.valueOf(1 + n * stride + round * 7L % stride))
                .toList();
        acceptance.add(() -> bulk.evaluate(new Caller(1, null, false), selected, Dataset.METRICS));
        drain.add(workers.drain());
    }

    private static void row(String what, Times large, Times small) {
        BenchmarkTable.row(
                what + "; floor: of 1,000 runs",
                text("%.1f ms", large.medianMillis()),
                text("%.1f ms", small.medianMillis()),
                large.medianMillis() / small.medianMillis(),
                "at most 1.2");
    }
}
