package dev.reevaluate.server.evaluation;

import org.jspecify.annotations.Nullable;

/** A run as its evaluators need it; its transcript is read once, by the first that asks. */
public final class RunToEvaluate {

    private final long id;
    private final @Nullable String transcript;
    private final @Nullable String recording;
    private @Nullable Call call;

    /** Takes the run's transcript and recording data, as JSON. */
    public RunToEvaluate(long id, @Nullable String transcript, @Nullable String recording) {
        this.id = id;
        this.transcript = transcript;
        this.recording = recording;
    }

    RunToEvaluate(long id, Call call) {
        this(id, null, null);
        this.call = call;
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
            call = CallReader.read(transcript, recording);
        }
        return call;
    }
}
