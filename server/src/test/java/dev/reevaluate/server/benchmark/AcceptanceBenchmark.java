package dev.reevaluate.server.benchmark;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What accepting 95,000 evaluations costs, beside the floor of writing as many rows in one statement. */
@ServerTest
class AcceptanceBenchmark {

    private static final int ROUNDS = 15;
    private static final int RESULTS = 100;

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    AcceptanceBenchmark(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @Test
    void accepting95000Evaluations() throws Exception {
        new Dataset(world).create(RESULTS, 100);
        world.change("update run set status = 'timeout' where id % 100 >= 95");
        world.change("update metric set cost = 0.000123");
        world.change("vacuum analyze");
        world.change("create table floor (run_id bigint, metric_id bigint, primary key (run_id, metric_id))");
        Times accepting = new Times();
        Times floor = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            accepting.add(() -> bulk.evaluate(new Caller(1, null, false), Dataset.ids(1, RESULTS), Dataset.METRICS));
            assertThat(world.number("select sum(cardinality(run_ids) * cardinality(metric_ids)) from slice"))
                    .isEqualByComparingTo("95000");
            world.change("truncate scheduled_tasks, slice cascade");
            floor.add(() -> world.change("""
                    insert into floor
                    select r.id, m.id from run r, metric m where r.status = 'completed'
                    """));
            world.change("truncate floor");
        }
        world.change("drop table floor");

        BenchmarkTable.row(
                "accepting 95,000 evaluations; floor: writing as many rows of two numbers",
                text("%.1f ms", accepting.medianMillis()),
                text("%.0f ms", floor.medianMillis()),
                accepting.medianMillis() / floor.medianMillis(),
                "at most 0.17");
    }
}
