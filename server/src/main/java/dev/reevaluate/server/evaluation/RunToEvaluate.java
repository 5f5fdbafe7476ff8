package dev.reevaluate.server.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run as its evaluators need it; what it is read from is read once, by the first that asks. */
public final class RunToEvaluate {

    private final long id;
    private final Supplier<Call> callReader;
    private final Supplier<RunDetails> detailsReader;
    private final Map<String, MetricResult> results = new LinkedHashMap<>();
    private @Nullable Call call;
    private @Nullable RunDetails details;

    private RunToEvaluate(long id, Supplier<Call> callReader, Supplier<RunDetails> detailsReader) {
        this.id = id;
        this.callReader = callReader;
        this.detailsReader = detailsReader;
    }

    /** Returns a run of which the transcript and the recording data are known, as JSON. */
    public static RunToEvaluate of(long id, @Nullable String transcript, @Nullable String recording) {
        return of(id, transcript, recording, () -> {
            throw new IllegalStateException("the details of run %s were not read".formatted(id));
        });
    }

    /**
     * Returns a run of which all is known.
     *
     * @param details reads them, and throws an {@link EvaluationException} where they can't be read
     */
    public static RunToEvaluate of(
            long id, @Nullable String transcript, @Nullable String recording, Supplier<RunDetails> details) {
        return new RunToEvaluate(id, () -> CallReader.read(transcript, recording), details);
    }

    static RunToEvaluate of(long id, Call call) {
        return new RunToEvaluate(id, () -> call, () -> {
            throw new IllegalStateException("only the call is known");
        });
    }

    /** Returns the run's id. */
    public long id() {
        return id;
    }

    /**
     * Returns the run's call.
     *
     * @throws EvaluationException when its transcript or recording data is not of the documented shape
     */
    synchronized Call call() {
        if (call == null) {
            call = callReader.get();
        }
        return call;
    }

    /**
     * Returns what else is known of the run.
     *
     * @throws EvaluationException when its transcript is not of the documented shape
     */
    public synchronized RunDetails details() {
        if (details == null) {
            details = detailsReader.get();
        }
        return details;
    }

    /** Adds a score that the run has, in the place of an earlier one of that metric. */
    public synchronized void add(MetricResult result) {
        results.put(result.name(), result);
    }

    /** Forgets the score of the metric, which is being evaluated anew. */
    public synchronized void forget(String metric) {
        results.remove(metric);
    }

    /** Returns the scores that the run has, by the names of their metrics. */
    public synchronized Collection<MetricResult> results() {
        return List.copyOf(results.values());
    }
}
