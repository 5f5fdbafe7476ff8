package dev.reevaluate.server.evaluation;

/** A call, or a metric's configuration, that nothing can be said of; the message is for who reads the score. */
public final class EvaluationException extends IllegalArgumentException {

    /** Takes what is wrong, a sentence for whoever wrote the run or the metric. */
    public EvaluationException(String message) {
        super(message);
    }
}
