package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.reevaluate.server.outage.PassingTrouble;
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
    private final Executions executions;
    private final MetricDefinitions metrics;
    private final SliceWork work;
    private final WorkProperties properties;
    private final RequestLog requests;
    private final RequestTraces traces;

    EvaluateSlice(
            Slices slices,
            Executions executions,
            MetricDefinitions metrics,
            SliceWork work,
            WorkProperties properties,
            RequestLog requests,
            RequestTraces traces) {
        this.slices = slices;
        this.executions = executions;
        this.metrics = metrics;
        this.work = work;
        this.properties = properties;
        this.requests = requests;
        this.traces = traces;
    }

    CompletionHandler<Void> execute(TaskInstance<Void> execution, ExecutionContext context) {
        long id = Long.parseLong(execution.getId());
        try {
            return execute(id, context);
        } catch (RuntimeException e) {
            if (PassingTrouble.of(e).filter(PassingTrouble.LOCKED::equals).isPresent()) {
                // Else its tries would come before all that others, and its own organization, have queued since
                executions.moveBack(id);
            }
            throw e;
        }
    }

    private CompletionHandler<Void> execute(long id, ExecutionContext context) {
        // Empty where the slice was cancelled meanwhile, or ended by a worker that this one was taken for: only the
        // execution is left, if that.
        return slices.claim(id)
                .map(slice -> traces.of(slice, () -> evaluate(slice, context)))
                .orElseGet(() -> ifItIsStillOurs((complete, own) -> own.stop()));
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
            return lost();
        }
        requests.ended(slice);
        // The last commit has removed the execution
        return (complete, own) -> {};
    }

    private CompletionHandler<Void> later(Slice slice, SliceEnd.Delayed delayed) {
        Duration delay = properties.delayAfter(slice.waits(), delayed.retryAfter());
        if (!slices.waitFor(slice, delayed.reason())) {
            return lost();
        }
        requests.waits(slice, delay, delayed.reason());
        return again(delay);
    }

    // Given back, as whoever has taken the slice may have been a worker that is gone
    private static CompletionHandler<Void> lost() {
        return ifItIsStillOurs(again(Duration.ZERO));
    }

    /** Leaves alone what another worker has picked, or a commit has removed. */
    static CompletionHandler<Void> ifItIsStillOurs(CompletionHandler<Void> completion) {
        return (complete, own) -> {
            try {
                completion.complete(complete, own);
            } catch (ExecutionException e) {
                log.debug(
                        "Execution {} is another's, or gone",
                        complete.getExecution().getId());
            }
        };
    }

    private static CompletionHandler<Void> again(Duration delay) {
        return (complete, execution) ->
                execution.reschedule(complete, complete.getTimeDone().plus(delay));
    }
}
