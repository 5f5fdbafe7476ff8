package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.RunToEvaluate;
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

    SliceWork(
            RunReader reader,
            Evaluators evaluators,
            Commit commit,
            EvaluationMeters meters,
            WorkProperties properties) {
        this.reader = reader;
        this.evaluators = evaluators;
        this.commit = commit;
        this.meters = meters;
        this.properties = properties;
    }

    List<RunToEvaluate> read(List<Long> ids) {
        return reader.inOrder(ids);
    }

    CompletableFuture<List<Evaluation>> evaluate(List<MetricDefinition> metrics, RunToEvaluate run) {
        return evaluators.evaluate(metrics, run);
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
