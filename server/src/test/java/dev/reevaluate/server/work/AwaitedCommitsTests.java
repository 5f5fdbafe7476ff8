package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Of the workers that await answers there are more than connections: those that wait for a lock leave some to others. */
@ServerTest
class AwaitedCommitsTests {

    private static final long JUDGED = 21;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final SliceWork work;
    private final MetricDefinitions metrics;
    private final FairPlaces commits;
    private final HikariDataSource pool;

    @Autowired
    AwaitedCommitsTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            SliceWork work,
            MetricDefinitions metrics,
            FairConnections connections,
            HikariDataSource pool) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.work = work;
        this.metrics = metrics;
        this.commits = connections.awaitedCommits();
        this.pool = pool;
    }

    @Test
    void anOrganizationsLocksTakeAQuarterOfTheConnectionsAndNothingFromWhatIsComputed() throws InterruptedException {
        Workload workload = new Workload(world, bulk, 1, 1);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, agents: [1]}
                """);
        workload.request(1, JUDGED, Workload.PREDEFINED);
        long organization =
                world.number("select organization_id from bulk_request").longValue();
        Slice judged = claim(Lane.AWAITED);
        Slice computed = claim(Lane.COMPUTED);
        CountDownLatch locked = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        try {
            int quarter = pool.getMaximumPoolSize() / 4;
            for (int i = 0; i < quarter; i++) {
                CountDownLatch begun = new CountDownLatch(1);
                start(threads, () -> commits.run(organization, LONG, () -> keep(begun, locked)));
                begun.await();
            }
            Thread next = start(threads, () -> commit(judged));
            await().atMost(LONG).until(() -> next.getState() == Thread.State.TIMED_WAITING);

            assertThat(commit(computed)).isTrue();
            assertThat(commits.<String>run(organization + 1, LONG, () -> "another's"))
                    .isEqualTo("another's");
            assertThat(world.count("score")).isEqualTo(1);
        } finally {
            locked.countDown();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(world.count("score")).isEqualTo(2);
    }

    private Slice claim(Lane lane) {
        return slices.claim(world.number("select id from slice where lane = '%s'".formatted(lane.wireName()))
                        .longValue())
                .orElseThrow();
    }

    private boolean commit(Slice slice) {
        return WorkSteps.commit(work, metrics, slice, slice.openRunIds().get(0));
    }

    private static Thread start(List<Thread> threads, Runnable action) {
        Thread thread = new Thread(action);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static String keep(CountDownLatch begun, CountDownLatch until) {
        begun.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "kept";
    }
}
