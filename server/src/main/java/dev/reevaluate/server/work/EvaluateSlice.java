package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.reevaluate.server.evaluation.MetricDefinition;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A scheduler execution: takes one slice and evaluates its runs one after another, each in a transaction of its own. */
@Component
class EvaluateSlice {

    /** An execution's instance is the slice's id; it carries no data, the slice's row has it all. */
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("evaluate-slice");

    private static final Logger log = LoggerFactory.getLogger(EvaluateSlice.class);

    private final Slices slices;
    private final MetricDefinitions metrics;
    private final RunEvaluation runs;

    EvaluateSlice(Slices slices, MetricDefinitions metrics, RunEvaluation runs) {
        this.slices = slices;
        this.metrics = metrics;
        this.runs = runs;
    }

    CompletionHandler<Void> execute(TaskInstance<Void> execution, ExecutionContext context) {
        long id = Long.parseLong(execution.getId());
        // Empty after a crash between the last run's commit and the removal of the execution: only that is left to do.
        return slices.claim(id)
                .map(slice -> evaluate(slice, context))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    private CompletionHandler<Void> evaluate(Slice slice, ExecutionContext context) {
        List<MetricDefinition> definitions = metrics.inOrder(slice.metricIds());
        for (int position = slice.done(); position < slice.runIds().size(); position++) {
            if (context.getSchedulerState().isShuttingDown()) {
                return (complete, execution) -> execution.reschedule(complete, complete.getTimeDone());
            }
            if (!runs.evaluate(slice, position, definitions)) {
                log.warn("Slice {} was taken over by another worker; leaving it", slice.id());
                break;
            }
        }
        return new CompletionHandler.OnCompleteRemove<>();
    }
}
