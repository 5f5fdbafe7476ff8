package dev.reevaluate.server.judge;

import java.util.concurrent.CompletionStage;

/** Judges calls by what a metric's text asks. */
public interface Judge {

    /**
     * Asks the question. No thread waits for the answer.
     *
     * <p>The stage completes on a thread of the judge: what blocks belongs on an executor of the caller's. It completes
     * with {@link JudgeUnavailableException} on trouble that passes, and with no other exception.
     */
    CompletionStage<JudgeAnswer> ask(JudgeQuestion question);
}
