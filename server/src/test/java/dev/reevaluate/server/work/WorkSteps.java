package dev.reevaluate.server.work;

import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.evaluation.Evaluators;
import dev.reevaluate.server.evaluation.MetricDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Does by hand what a worker does. */
final class WorkSteps {

    private WorkSteps() {}

    /** Settings as they come, but for the number of scores that are committed together. */
    static WorkProperties properties(int scoresPerCommit) {
        return new WorkProperties(
                50,
                64,
                1000,
                scoresPerCommit,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(24));
    }

    /** The work with these settings and evaluators, by itself. */
    static SliceWork work(
            RunReader reader,
            Evaluators evaluators,
            Commit commit,
            EvaluationMeters meters,
            WorkProperties properties,
            FairConnections connections,
            DatabaseClock clock) {
        return new SliceWork(
                reader, evaluators, commit, meters, properties, new Window(properties), connections, clock);
    }

    /** Evaluates the runs of the slice and commits them together; tells whether they were written. */
    static boolean commit(SliceWork work, MetricDefinitions metrics, Slice slice, long... runs) {
        List<MetricDefinition> definitions = metrics.inOrder(slice.metricIds());
        List<EvaluatedRun> evaluated = work.read(Arrays.stream(runs).boxed().toList(), definitions).stream()
                .map(run -> new EvaluatedRun(
                        run.id(), work.evaluate(slice, definitions, run).join()))
                .toList();
        return work.commit(slice, evaluated, definitions);
    }
}
