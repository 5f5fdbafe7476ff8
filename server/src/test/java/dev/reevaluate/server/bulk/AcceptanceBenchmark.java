package dev.reevaluate.server.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What accepting 95,000 evaluations costs, beside the floor of writing as many rows in one statement. Not part of the
 * suite, as a time is no promise; run it with {@code ./mvnw test -pl server -am -Dtest=AcceptanceBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@ServerTest
class AcceptanceBenchmark {

    private static final int ROUNDS = 15;

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    AcceptanceBenchmark(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @Test
    @SuppressWarnings("SystemOut") // its purpose
    void accepting95000Evaluations() {
        world.startFrom("""
                organizations: [{id: 1, name: Benchmark, balance: 1000000}]
                projects: [{id: 1, organization: 1, name: Benchmark}]
                agents: [{id: 1, project: 1, name: Agent}]
                """);
        world.change("""
                insert into metric (id, project_id, name, kind, eval_type, function_name, cost)
                select n, 1, 'metric', 'predefined', 'numeric', 'get_latency', 0.000123 from generate_series(1, 10) n
                """);
        world.change("insert into metric_agent select n, 1 from generate_series(1, 10) n");
        world.change("""
                insert into result (id, agent_id, name, status)
                select n, 1, 'result', 'completed' from generate_series(1, 100) n
                """);
        world.change("""
                insert into run (id, result_id, status)
                select r * 1000 + n, r, case when n <= 95 then 'completed' else 'timeout' end
                from generate_series(1, 100) r, generate_series(1, 100) n
                """);
        world.change("create table floor (run_id bigint, metric_id bigint, primary key (run_id, metric_id))");

        List<Long> accepting = new ArrayList<>();
        List<Long> floor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            accepting.add(milliseconds(() -> bulk.evaluate(new Caller(1, null, false), ids(100), ids(10))));
            assertThat(world.number("select sum(cardinality(run_ids) * cardinality(metric_ids)) from slice"))
                    .isEqualByComparingTo("95000");
            world.change("truncate scheduled_tasks, slice");
            floor.add(milliseconds(() -> world.change(
                    "insert into floor select id, m from run, generate_series(1, 10) m where status = 'completed'")));
            world.change("truncate floor");
        }
        world.change("drop table floor");

        System.out.printf(
                "%nAccepting 95,000 evaluations: median %d ms, first %d ms%nWriting 95,000 rows (floor): median %d ms%n"
                        + "Ratio %.2f%n%n",
                median(accepting),
                accepting.get(0),
                median(floor),
                (double) median(accepting) / (double) median(floor));
    }

    private static List<BigInteger> ids(long count) {
        return LongStream.rangeClosed(1, count).mapToObj(BigInteger::valueOf).toList();
    }

    private static long milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
