package dev.reevaluate.server.evaluation;

import dev.reevaluate.server.Counted;
import java.math.BigDecimal;

/** How much and how fast the agent speaks. */
final class Pace {

    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    private Pace() {}

    /** Returns the agent's share of the call, 0 to 1. */
    static Evaluation.Scored talkRatio(Speech speech) {
        if (speech.duration().signum() <= 0) {
            return Evaluation.Scored.notApplicable("The call has no duration.");
        }
        BigDecimal spoken = speech.agentSeconds();
        return Evaluation.Scored.number(
                Decimals.quotient(spoken, speech.duration()),
                "The agent speaks for " + Decimals.text(spoken) + " s of " + Decimals.text(speech.duration()) + " s.");
    }

    /** Returns the agent's words in a minute of its own speech. */
    static Evaluation.Scored wordsPerMinute(Speech speech) {
        BigDecimal spoken = speech.agentSeconds();
        if (spoken.signum() == 0) {
            return Evaluation.Scored.notApplicable("The agent does not speak in this call.");
        }
        BigDecimal words = BigDecimal.valueOf(speech.agentWords());
        return Evaluation.Scored.number(
                Decimals.quotient(words.multiply(SECONDS_PER_MINUTE), spoken),
                "The agent says " + Counted.of(speech.agentWords(), "word") + " in " + Decimals.text(spoken) + " s.");
    }
}
