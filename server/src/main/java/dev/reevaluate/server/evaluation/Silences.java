package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;

/** Where nobody speaks, or the agent does not answer, for too long. */
final class Silences {

    private static final int DEFAULT_LIMIT = 10;

    private Silences() {}

    /** Fails where nobody speaks for longer than {@code silence_duration} seconds. */
    static Evaluation.Scored detect(Speech speech, Configuration configuration) {
        BigDecimal limit = configuration.seconds("silence_duration", DEFAULT_LIMIT);
        List<Interval> spoken = speech.all().union().sorted();
        Interval longest = new Interval(BigDecimal.ZERO, BigDecimal.ZERO);
        for (int i = 0; i < spoken.size(); i++) {
            BigDecimal from = spoken.get(i).end();
            BigDecimal to = i + 1 < spoken.size()
                    ? spoken.get(i + 1).start()
                    : speech.duration().max(from);
            Interval gap = new Interval(from, to);
            longest = gap.length().compareTo(longest.length()) > 0 ? gap : longest;
        }
        return Evaluation.Scored.passIf(
                longest.length().compareTo(limit) <= 0,
                "The longest silence is " + Decimals.text(longest.length()) + " s, from "
                        + Decimals.text(longest.start()) + " s on; the limit is " + Decimals.text(limit) + " s.");
    }

    /** Fails where the caller waits for the agent for longer than {@code infra_issues_timeout} seconds. */
    static Evaluation.Scored unanswered(Speech speech, Configuration configuration) {
        BigDecimal limit = configuration.seconds("infra_issues_timeout", DEFAULT_LIMIT);
        BigDecimal longest = BigDecimal.ZERO;
        BigDecimal since = BigDecimal.ZERO;
        for (Interval caller : speech.caller().sorted()) {
            BigDecimal wait = waitAfter(caller, speech);
            if (wait.compareTo(longest) > 0) {
                longest = wait;
                since = caller.end();
            }
        }
        return Evaluation.Scored.passIf(
                longest.compareTo(limit) <= 0,
                "The caller waits for the agent for " + Decimals.text(longest) + " s at most, from "
                        + Decimals.text(since) + " s on; the limit is " + Decimals.text(limit) + " s.");
    }

    // An agent that is already speaking when the caller ends counts as answering.
    private static BigDecimal waitAfter(Interval caller, Speech speech) {
        BigDecimal end = caller.end();
        Interval speaking = speech.agent().firstToEndAfter(end);
        if (speaking != null && speaking.start().compareTo(end) <= 0) {
            return BigDecimal.ZERO;
        }
        Interval answer = speech.agent().firstFrom(end);
        BigDecimal until = answer != null ? answer.start() : speech.duration().max(end);
        return until.subtract(end);
    }
}
