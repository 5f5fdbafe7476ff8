package dev.reevaluate.server.work;

import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.RunOutcome;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** What a slice's evaluation is made of: reading runs, evaluating one, committing several. */
@Component
class SliceWork {

    // Longer than any wait for a lock: what is to be written is paid for
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final RunReader reader;
    private final Evaluators evaluators;
    private final Commit commit;
    private final EvaluationMeters meters;
    private final WorkProperties properties;
    private final Window window;
    private final FairPlaces commits;
    private final DatabaseClock clock;

    SliceWork(
            RunReader reader,
            Evaluators evaluators,
            Commit commit,
            EvaluationMeters meters,
            WorkProperties properties,
            Window window,
            FairConnections connections,
            DatabaseClock clock) {
        this.reader = reader;
        this.evaluators = evaluators;
        this.commit = commit;
        this.meters = meters;
        this.properties = properties;
        this.window = window;
        this.commits = connections.awaitedCommits();
        this.clock = clock;
    }

    List<RunToEvaluate> read(List<Long> ids, List<MetricDefinition> metrics) {
        return reader.inOrder(ids, metrics);
    }

    CompletableFuture<RunOutcome> evaluate(Slice slice, List<MetricDefinition> metrics, RunToEvaluate run) {
        boolean lastTry = clock.now().isAfter(slice.acceptedAt().toInstant().plus(properties.giveUpAfter()));
        return evaluators.evaluate(metrics, run, lastTry);
    }

    boolean commit(Slice slice, List<EvaluatedRun> runs, List<MetricDefinition> metrics) {
        boolean written = slice.lane() == Lane.AWAITED
                ? commits.run(slice.organizationId(), PATIENCE, () -> commit.write(slice, runs, metrics))
                : commit.write(slice, runs, metrics);
        if (written) {
            meters.count(metrics, runs);
        }
        return written;
    }

    Window window() {
        return window;
    }

    int scoresPerCommit() {
        return properties.scoresPerCommit();
    }

    Duration commitAfter() {
        return properties.commitAfter();
    }
}
