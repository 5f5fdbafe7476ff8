package dev.reevaluate.server.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.results.ResultStates;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes work in, inside the transaction that charges for it: no work without charge, no charge without work. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class WorkQueue {

    private final JdbcClient jdbc;
    private final Slices slices;
    private final ResultStates results;
    private final Scheduler scheduler;
    private final WorkProperties properties;
    private final Clock clock;

    WorkQueue(
            JdbcClient jdbc,
            Slices slices,
            ResultStates results,
            Scheduler scheduler,
            WorkProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.slices = slices;
        this.results = results;
        this.scheduler = scheduler;
        this.properties = properties;
        this.clock = clock;
    }

    /** What is still owed for the results. */
    public OpenWork openWork(Collection<Long> resultIds) {
        return slices.openWork(resultIds);
    }

    /** How many runs a slice may have. */
    public int runsPerSlice() {
        return properties.runsPerSlice();
    }

    /** Records the request that the slices and the charge belong to. */
    public long recordRequest(long organization, long evaluations, Credits cost) {
        return jdbc.sql("""
                        insert into bulk_request (organization_id, evaluations, cost)
                        values (:organization, :evaluations, :cost)
                        returning id
                        """)
                .param("organization", organization)
                .param("evaluations", evaluations)
                .param("cost", cost.amount())
                .query(Long.class)
                .single();
    }

    /**
     * Records the slices, turns their results to running, and hands each slice to the scheduler.
     *
     * @return how many results are running
     */
    public int enqueue(long request, List<SliceToRecord> toRecord) {
        List<Long> sliceIds = slices.record(request, toRecord);
        List<Long> resultIds =
                toRecord.stream().map(SliceToRecord::resultId).distinct().toList();
        results.turnToRunning(resultIds);
        List<TaskInstance<?>> executions = sliceIds.stream()
                .<TaskInstance<?>>map(
                        id -> EvaluateSlice.TASK.instance(Long.toString(id)).build())
                .toList();
        scheduler.scheduleBatch(executions, clock.instant());
        startWorkersOnceCommitted();
        return resultIds.size();
    }

    // The workers would find the executions at their next poll anyway; this only saves a small request that wait.
    private void startWorkersOnceCommitted() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }
}
