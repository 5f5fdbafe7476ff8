package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.RunOutcome;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** What a slice's evaluation is made of: reading runs, evaluating one, committing several. */
@Component
class SliceWork {

    private final RunReader reader;
    private final Evaluators evaluators;
    private final Commit commit;
    private final EvaluationMeters meters;
    private final WorkProperties properties;
    private final Clock clock;

    SliceWork(
            RunReader reader,
            Evaluators evaluators,
            Commit commit,
            EvaluationMeters meters,
            WorkProperties properties,
            Clock clock) {
        this.reader = reader;
        this.evaluators = evaluators;
        this.commit = commit;
        this.meters = meters;
        this.properties = properties;
        this.clock = clock;
    }

    List<RunToEvaluate> read(List<Long> ids, List<MetricDefinition> metrics) {
        return reader.inOrder(ids, metrics);
    }

    CompletableFuture<RunOutcome> evaluate(Slice slice, List<MetricDefinition> metrics, RunToEvaluate run) {
        boolean lastTry = clock.instant().isAfter(slice.acceptedAt().toInstant().plus(properties.giveUpAfter()));
        return evaluators.evaluate(metrics, run, lastTry);
    }

    boolean commit(Slice slice, List<EvaluatedRun> runs, List<MetricDefinition> metrics) {
        boolean written = commit.write(slice, runs, metrics);
        if (written) {
            meters.count(metrics, runs);
        }
        return written;
    }

    int window() {
        return properties.window();
    }

    int scoresPerCommit() {
        return properties.scoresPerCommit();
    }

    Duration commitAfter() {
        return properties.commitAfter();
    }
}
