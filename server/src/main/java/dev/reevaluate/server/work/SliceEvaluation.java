package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.RunOutcome;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import dev.reevaluate.server.outage.DatabaseUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * Evaluates the open runs of one slice side by side, and commits what has ended soon and in bounded batches. All of it
 * happens on the worker's thread but the evaluators' own work; how many evaluations are under way or not yet written is
 * bounded.
 */
final class SliceEvaluation {

    /** Runs that are read at once; few enough that a slice of long transcripts fits into memory. */
    private static final int PAGE = 10;

    /** Runs in a row of which something is delayed, after which the rest is not even tried. */
    private static final int PATIENCE = 8;

    private static final long TICK_MILLIS = 100;

    private final Slice slice;
    private final List<MetricDefinition> metrics;
    private final SliceWork work;
    private final BooleanSupplier stopping;
    private final Runnable working;

    private final boolean awaited;
    private final Deque<Long> toRead;
    private final Queue<RunToEvaluate> toStart = new ArrayDeque<>();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final List<EvaluatedRun> batch = new ArrayList<>();
    private int inFlight;
    // Of the window
    private int taken;
    private long batchSince;
    private int delayedInARow;
    // Runs of which every metric is delayed: they stay in the slice
    private int untouched;
    private @Nullable EvaluationDelayedException delayed;
    private @Nullable RuntimeException failure;

    SliceEvaluation(
            Slice slice, List<MetricDefinition> metrics, SliceWork work, BooleanSupplier stopping, Runnable working) {
        this.slice = slice;
        this.metrics = metrics;
        this.work = work;
        this.stopping = stopping;
        this.working = working;
        this.awaited = metrics.stream().anyMatch(SliceEvaluation::isAwaited);
        this.toRead = new ArrayDeque<>(slice.openRunIds());
    }

    /**
     * Works until every open run has ended, is delayed, or the server is asked to stop.
     *
     * @throws RuntimeException what kept a run from being written; all others are written
     */
    SliceEnd run() throws InterruptedException {
        try {
            return evaluate();
        } finally {
            work.window().giveBack(taken);
        }
    }

    private SliceEnd evaluate() throws InterruptedException {
        while (mayStart() || inFlight > 0 || !batch.isEmpty()) {
            working.run();
            while (mayStart() && fits()) {
                start(next());
                collect(0);
                if (isDue() && !commit()) {
                    return new SliceEnd.Lost();
                }
            }
            collect(inFlight > 0 ? TICK_MILLIS : 0);
            if ((isDue() || inFlight == 0) && !commit()) {
                return new SliceEnd.Lost();
            }
        }
        if (failure != null) {
            throw failure;
        }
        boolean allTried = toRead.isEmpty() && toStart.isEmpty();
        if (delayed != null && (untouched > 0 || !allTried)) {
            return new SliceEnd.Delayed(delayed.reason(), delayed.retryAfter());
        }
        return allTried ? new SliceEnd.Finished() : new SliceEnd.Stopped();
    }

    private boolean mayStart() {
        return !(toRead.isEmpty() && toStart.isEmpty()) && delayedInARow < PATIENCE && !stopping.getAsBoolean();
    }

    // What a crash would repeat is bounded, also where a single run has more metrics than that.
    private boolean fits() {
        int runs = inFlight + batch.size();
        if (!awaited) {
            // Computed at once, and again at no cost
            return runs == 0 || (runs + 1L) * metrics.size() <= work.scoresPerCommit();
        }
        int unwritten = runs * metrics.size();
        work.window().giveBack(taken - unwritten);
        taken = unwritten;
        boolean fits = work.window().take(metrics.size(), taken);
        taken += fits ? metrics.size() : 0;
        return fits;
    }

    private RunToEvaluate next() {
        if (toStart.isEmpty()) {
            List<Long> page = new ArrayList<>(PAGE);
            while (page.size() < PAGE && !toRead.isEmpty()) {
                page.add(toRead.remove());
            }
            toStart.addAll(work.read(page, metrics));
        }
        return toStart.remove();
    }

    private void start(RunToEvaluate run) {
        inFlight++;
        CompletableFuture<?> unused = work.evaluate(slice, metrics, run)
                .whenComplete((outcome, trouble) -> ended.add(new Ended(run.id(), outcome, trouble)));
    }

    // Waits for the first that ends, and takes all that have ended by then.
    private void collect(long patienceMillis) throws InterruptedException {
        Ended one = patienceMillis > 0 ? ended.poll(patienceMillis, TimeUnit.MILLISECONDS) : ended.poll();
        for (; one != null; one = ended.poll()) {
            inFlight--;
            if (one.outcome() == null) {
                failure = new IllegalStateException("an evaluator broke its contract", one.trouble());
                continue;
            }
            note(one.outcome().delayed());
            if (one.outcome().isNothing()) {
                untouched++;
                continue;
            }
            if (batch.isEmpty()) {
                batchSince = System.nanoTime();
            }
            batch.add(new EvaluatedRun(one.run(), one.outcome()));
        }
    }

    private void note(@Nullable EvaluationDelayedException reason) {
        if (reason == null) {
            delayedInARow = 0;
        } else {
            delayed = delayed == null ? reason : delayed.orLonger(reason);
            delayedInARow++;
        }
    }

    private static boolean isAwaited(MetricDefinition metric) {
        return Lane.of(metric.kind(), metric.trigger() != null) == Lane.AWAITED;
    }

    private boolean isDue() {
        return !batch.isEmpty()
                && ((long) batch.size() * metrics.size() >= work.scoresPerCommit()
                        || System.nanoTime() - batchSince >= work.commitAfter().toNanos());
    }

    private boolean commit() {
        if (batch.isEmpty()) {
            return true;
        }
        List<EvaluatedRun> runs = List.copyOf(batch);
        batch.clear();
        try {
            return work.commit(slice, runs, metrics);
        } catch (NonTransientDataAccessException e) {
            if (DatabaseUnavailable.isCauseOf(e)) {
                throw e;
            }
            if (runs.size() == 1) {
                failure = e;
                return true;
            }
        }
        // One of them can't be written: the others can.
        for (EvaluatedRun run : runs) {
            batch.add(run);
            if (!commit()) {
                return false;
            }
        }
        return true;
    }

    private record Ended(
            long run,
            @Nullable RunOutcome outcome,
            @Nullable Throwable trouble) {}
}
