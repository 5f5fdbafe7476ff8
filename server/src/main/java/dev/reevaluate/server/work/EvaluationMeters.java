package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.outage.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** What an operator watches of the work: evaluations by kind and outcome, the queue's depth and age. */
@Component
class EvaluationMeters {

    private final MeterRegistry registry;

    EvaluationMeters(MeterRegistry registry, Slices slices, @Qualifier("applicationTaskExecutor") Executor executor) {
        this.registry = registry;
        Sampled<Slices.QueueDepth> depth =
                new Sampled<>(slices::depth, new Slices.QueueDepth(Double.NaN, Double.NaN), executor);
        Gauge.builder(
                        "reevaluate.queue.evaluations",
                        depth,
                        queue -> queue.get().evaluations())
                .description("Evaluations that are owed")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
        Gauge.builder("reevaluate.queue.age", depth, queue -> queue.get().oldestSeconds())
                .description("Age of the oldest request with open work")
                .baseUnit("seconds")
                // Nobody else holds it
                .strongReference(true)
                .register(registry);
    }

    void count(List<MetricDefinition> metrics, List<EvaluatedRun> runs) {
        for (int i = 0; i < metrics.size(); i++) {
            String kind = metrics.get(i).kind().wireName();
            int metric = i;
            runs.stream()
                    .map(run -> run.evaluations().get(metric))
                    .filter(Objects::nonNull)
                    .map(EvaluationMeters::outcome)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                    .forEach((outcome, count) -> registry.counter(
                                    "reevaluate.evaluations", "kind", kind, "outcome", outcome)
                            .increment(count));
        }
    }

    private static String outcome(Evaluation evaluation) {
        if (evaluation instanceof Evaluation.Scored scored) {
            return scored.isNotApplicable() ? "not_applicable" : "scored";
        }
        return evaluation instanceof Evaluation.NotTriggered ? "not_triggered" : "failed";
    }
}
