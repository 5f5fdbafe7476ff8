package dev.reevaluate.server.work;

import dev.reevaluate.server.AfterCommit;
import dev.reevaluate.server.results.ResultStates;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes work in, inside the transaction that charges for it: no work without charge, no charge without work. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class WorkQueue {

    private final Slices slices;
    private final Executions executions;
    private final ResultStates results;
    private final Workers workers;
    private final WorkProperties properties;
    private final RequestTraces traces;

    WorkQueue(
            Slices slices,
            Executions executions,
            ResultStates results,
            Workers workers,
            WorkProperties properties,
            RequestTraces traces) {
        this.slices = slices;
        this.executions = executions;
        this.results = results;
        this.workers = workers;
        this.properties = properties;
        this.traces = traces;
    }

    /** Returns what is still owed for the results. */
    public OpenWork openWork(Collection<Long> resultIds) {
        return slices.openWork(resultIds);
    }

    /** Returns how many runs a slice may have. */
    public int runsPerSlice() {
        return properties.runsPerSlice();
    }

    /**
     * Records the request that the charge belongs to and its slices, hands each slice to the scheduler, and turns the
     * slices' results to running.
     *
     * @return the request's id
     */
    public long enqueue(RequestToRecord accepted, List<SliceToRecord> toRecord) {
        long request = executions.record(accepted, toRecord);
        if (!toRecord.isEmpty()) {
            traces.keep(request);
            results.turnToRunning(
                    toRecord.stream().map(SliceToRecord::resultId).distinct().toList());
            // They would find the executions at their next poll anyway; this only saves a small request that wait
            AfterCommit.run(workers::checkForWork);
        }
        return request;
    }
}
