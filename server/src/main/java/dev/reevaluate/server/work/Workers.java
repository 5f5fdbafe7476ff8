package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.List;

/** The workers of this instance, one scheduler a lane. */
record Workers(List<Scheduler> schedulers) {

    /** Lets the workers look for work at once, and not only at their next poll. */
    void checkForWork() {
        schedulers.forEach(Scheduler::triggerCheckForDueExecutions);
    }
}
