package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.bulk.BulkRefusedException;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever order requests, workers, crashes and lost claims come in: the books balance at every step, a result is running
 * exactly while it has open slices, and in the end every paid pair was evaluated once.
 */
@ServerTest
class AnyStoryTests {

    private static final int STEPS = 60;

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;
    private final Cancellation cancellation;

    @Autowired
    AnyStoryTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            SliceWork work,
            MetricDefinitions metrics,
            Cancellation cancellation) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
        this.cancellation = cancellation;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theBooksBalanceAtEveryStepOfAnyStory(long seed) {
        Random random = new Random(seed);
        new Workload(world, bulk, 4, 6);
        // few enough that some requests are refused
        world.load("organizations: [{id: 1, name: One, balance: 60}]");
        List<Slice> workers = new ArrayList<>();
        try (ScoreLog log = new ScoreLog(world)) {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> request(random);
                    case 3, 4, 5 -> takeASlice(random, workers);
                    case 6 -> cancelARequest(random);
                    default -> evaluateARun(random, workers);
                }
                assertThat(world.unbalanced()).as("step %d", step).isEmpty();
                assertThat(world.rows("""
                                select r.id from result r
                                where (r.status = 'running')
                                      <> exists (select from slice s where s.result_id = r.id and s.finished_at is null)
                                """))
                        .as("running without work, or idle with some, at step %d", step)
                        .isEmpty();
            }
            world.work();
            log.assertEachPaidPairWasWrittenOnce();
        }
        assertThat(world.rows("select id from result where status <> 'completed'"))
                .isEmpty();
        assertThat(world.unbalanced()).isEmpty();
        assertThat(world.number("""
                        select count(*) from slice, unnest(run_ids) as run where 13 = any(metric_ids) and run <> all (open_run_ids)
                        """)).as("each failed evaluation is refunded").isEqualTo(world.number("""
                        select count(*) from ledger_entry where kind = 'refund' and run_id is not null
                        """));
        assertThat(world.rows("""
                        select b.id, u.id, m.id
                        from bulk_request b
                        join run u on u.result_id = any(b.result_ids), unnest(b.metric_ids) as m (id)
                        where b.cancelled_at is null
                          and not exists (select from score s
                                          where s.run_id = u.id and s.metric_id = m.id and s.evaluated_at > b.accepted_at)
                        """))
                .as("what a request selected that nobody cancelled, and was not evaluated after it was accepted")
                .isEmpty();
        assertThat(world.rows("""
                        select id from bulk_request b
                        where cancelled <> (select coalesce(sum(cardinality(open_run_ids) * cardinality(metric_ids)), 0)
                                            from slice where request_id = b.id)
                        """))
                .as("requests that were cancelled by another number")
                .isEmpty();
    }

    private void request(Random random) {
        List<BigInteger> results = some(random, 1, 4);
        List<BigInteger> some = some(random, 11, 13);
        try {
            bulk.evaluate(Workload.CALLER, results, some);
        } catch (BulkRefusedException refused) {
            assertThat(refused).hasMessage("InsufficientBalance");
        }
    }

    private void cancelARequest(Random random) {
        long requests = world.count("bulk_request");
        if (requests > 0) {
            cancellation.cancel(
                    1,
                    world.number("select id from bulk_request order by id offset %d limit 1"
                                    .formatted(random.nextInt((int) requests)))
                            .longValue());
        }
    }

    // A claim by a second worker, as after a crash of the first, is one of the cases.
    private void takeASlice(Random random, List<Slice> workers) {
        List<Object> open =
                new ArrayList<>(world.rows("select id from slice where finished_at is null order by id").stream()
                        .map(row -> row.get("id"))
                        .toList());
        if (!open.isEmpty()) {
            long id = (Long) open.get(random.nextInt(open.size()));
            slices.claim(id).ifPresent(workers::add);
        }
    }

    private void evaluateARun(Random random, List<Slice> workers) {
        if (!workers.isEmpty()) {
            Slice slice = workers.get(random.nextInt(workers.size()));
            List<Long> runs = new ArrayList<>(slice.openRunIds());
            Collections.shuffle(runs, random);
            for (Long run : runs) {
                if (WorkSteps.commit(work, metrics, slice, run) && random.nextBoolean()) {
                    return;
                }
            }
        }
    }

    private static List<BigInteger> some(Random random, int from, int to) {
        List<BigInteger> some = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            if (random.nextBoolean()) {
                some.add(BigInteger.valueOf(id));
            }
        }
        return some.isEmpty() ? List.of(BigInteger.valueOf(from)) : some;
    }
}
