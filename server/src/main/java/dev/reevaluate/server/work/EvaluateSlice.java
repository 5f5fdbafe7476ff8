package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A scheduler execution: takes one slice and evaluates its open runs. */
@Component
class EvaluateSlice {

    /** An execution's instance is the slice's id; it carries no data, the slice's row has it all. */
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("evaluate-slice");

    private static final Logger log = LoggerFactory.getLogger(EvaluateSlice.class);

    private final Slices slices;
    private final MetricDefinitions metrics;
    private final SliceWork work;
    private final WorkProperties properties;
    private final RequestLog requests;
    private final RequestTraces traces;

    EvaluateSlice(
            Slices slices,
            MetricDefinitions metrics,
            SliceWork work,
            WorkProperties properties,
            RequestLog requests,
            RequestTraces traces) {
        this.slices = slices;
        this.metrics = metrics;
        this.work = work;
        this.properties = properties;
        this.requests = requests;
        this.traces = traces;
    }

    CompletionHandler<Void> execute(TaskInstance<Void> execution, ExecutionContext context) {
        long id = Long.parseLong(execution.getId());
        // Empty after a crash between the last run's commit and the removal of the execution: only that is left to do.
        return slices.claim(id)
                .map(slice -> traces.of(slice, () -> evaluate(slice, context)))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    private CompletionHandler<Void> evaluate(Slice slice, ExecutionContext context) {
        SliceEnd end;
        try {
            end = new SliceEvaluation(
                            slice,
                            metrics.inOrder(slice.metricIds()),
                            work,
                            () -> context.getSchedulerState().isShuttingDown(),
                            () -> requests.working(slice))
                    .run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = new SliceEnd.Stopped();
        }
        if (end instanceof SliceEnd.Stopped) {
            return again(Duration.ZERO);
        }
        if (end instanceof SliceEnd.Delayed delayed) {
            return later(slice, delayed);
        }
        if (end instanceof SliceEnd.Lost) {
            log.info("Slice {} was cancelled, or taken over by another worker; leaving it", slice.id());
        }
        if (end instanceof SliceEnd.Finished) {
            requests.ended(slice);
        }
        return new CompletionHandler.OnCompleteRemove<>();
    }

    private CompletionHandler<Void> later(Slice slice, SliceEnd.Delayed delayed) {
        Duration delay = properties.delayAfter(slice.waits(), delayed.retryAfter());
        if (!slices.waitFor(slice, delayed.reason())) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        requests.waits(slice, delay, delayed.reason());
        return again(delay);
    }

    private static CompletionHandler<Void> again(Duration delay) {
        return (complete, execution) ->
                execution.reschedule(complete, complete.getTimeDone().plus(delay));
    }
}
