package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.Evaluator;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a crash can repeat of one instance: what is under way or not yet written, and that is bounded. */
@ServerTest
class WindowTests {

    private static final int WINDOW = 12;
    private static final int RUNS = 40;

    private final World world;
    private final BulkEvaluation bulk;
    private final Slices slices;
    private final MetricDefinitions metrics;
    private final RunReader reader;
    private final Commit commit;
    private final EvaluationMeters meters;
    private final FairConnections connections;
    private final DatabaseClock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Autowired
    WindowTests(
            World world,
            BulkEvaluation bulk,
            Slices slices,
            MetricDefinitions metrics,
            RunReader reader,
            Commit commit,
            EvaluationMeters meters,
            FairConnections connections,
            DatabaseClock clock) {
        this.world = world;
        this.bulk = bulk;
        this.slices = slices;
        this.metrics = metrics;
        this.reader = reader;
        this.commit = commit;
        this.meters = meters;
        this.connections = connections;
        this.clock = clock;
    }

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void aSliceHasNoMoreEvaluationsUnwrittenThanItLeavesFree() throws InterruptedException {
        Workload workload = new Workload(world, bulk, 1, RUNS);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, agents: [1]}
                  - {id: 22, project: 1, name: K, eval_type: binary, type: llm_judge, prompt: P, agents: [1]}
                """);
        workload.request(1, 21, 22);
        Slice slice =
                slices.claim(world.number("select id from slice").longValue()).orElseThrow();
        Answers answers = new Answers();

        SliceEnd end = new SliceEvaluation(
                        slice, metrics.inOrder(slice.metricIds()), work(answers), () -> false, () -> {})
                .run();

        assertThat(end).isInstanceOf(SliceEnd.Finished.class);
        assertThat(world.count("score")).isEqualTo(2 * RUNS);
        assertThat(answers.mostUnwritten).isEqualTo(WINDOW / 2);
    }

    @Test
    void whatASliceDoesNotWriteIsFreeAgainWhenItEnds() throws InterruptedException {
        Workload workload = new Workload(world, bulk, 1, RUNS);
        world.load("""
                metrics:
                  - {id: 21, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, agents: [1]}
                """);
        workload.request(1, 21);
        Slice slice =
                slices.claim(world.number("select id from slice").longValue()).orElseThrow();
        SliceWork work = work(new Answers());
        world.change("update slice set claim = claim + 1");

        SliceEnd end =
                new SliceEvaluation(slice, metrics.inOrder(slice.metricIds()), work, () -> false, () -> {}).run();

        assertThat(end).isInstanceOf(SliceEnd.Lost.class);
        assertThat(work.window().take(WINDOW / 2, 1)).isFalse();
        assertThat(work.window().take(WINDOW / 2 - 1, 1)).isTrue();
    }

    @Test
    void whoeverStartsFindsSomeOfTheWindowHoweverManyWorkAtOnce() {
        Window window = new Window(properties(100));

        assertThat(taken(window)).isEqualTo(50);
        assertThat(taken(window)).isEqualTo(25);
        assertThat(taken(window)).isEqualTo(12);
        window.giveBack(87);
        assertThat(taken(window)).isEqualTo(50);
    }

    @Test
    void aSlicesFirstRunNeverWaitsForOthers() {
        Window window = new Window(properties(2));

        assertThat(window.take(300, 0)).isTrue();
        assertThat(window.take(200, 0)).isTrue();
        assertThat(window.take(1, 300)).isFalse();
    }

    private static int taken(Window window) {
        int taken = 0;
        while (window.take(1, taken)) {
            taken++;
        }
        return taken;
    }

    private SliceWork work(Evaluator evaluator) {
        return WorkSteps.work(
                reader,
                new Evaluators(List.of(evaluator), List.of()),
                commit,
                meters,
                properties(WINDOW),
                connections,
                clock);
    }

    private static WorkProperties properties(int window) {
        return new WorkProperties(
                50,
                4,
                window,
                1000,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(24));
    }

    /** Answers on another thread, and counts at each start what is not written. */
    private final class Answers implements Evaluator {

        private int started;
        private long mostUnwritten;

        @Override
        public MetricKind kind() {
            return MetricKind.LLM_JUDGE;
        }

        @Override
        public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
            mostUnwritten = Math.max(mostUnwritten, ++started - world.count("score"));
            return CompletableFuture.supplyAsync(
                    () -> new Evaluation.Scored(BigDecimal.valueOf(5), null, List.of("fine"), Map.of()), thread);
        }
    }
}
