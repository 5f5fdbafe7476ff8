package dev.reevaluate.server;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets what a server that is gone had picked be picked again. */
public final class DeadExecutions implements DeadExecutionHandler<Void> {

    private static final Logger log = LoggerFactory.getLogger(DeadExecutions.class);

    private final DeadExecutionHandler<Void> revival = new ReviveDeadExecution<>();

    @Override
    public void deadExecution(ExecutionComplete dead, ExecutionOperations<Void> execution) {
        try {
            revival.deadExecution(dead, execution);
        } catch (ExecutionException e) {
            // All servers that are left find it, and one of them is first
            log.debug(
                    "Execution {} was taken over by another server",
                    dead.getExecution().getId());
        }
    }
}
