package dev.reevaluate.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.reevaluate.server.Counted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Who starts to speak while the other one is speaking. */
final class Interruptions {

    private static final BigDecimal BEST_GRADE = BigDecimal.valueOf(5);

    private Interruptions() {}

    static Evaluation.Scored byAgent(Speech speech) {
        int count = speech.byAgent().size();
        return Evaluation.Scored.number(
                BigDecimal.valueOf(count), "The agent interrupts the caller " + times(count) + ".");
    }

    static Evaluation.Scored byCaller(Speech speech) {
        int count = speech.byCaller().size();
        return Evaluation.Scored.number(
                BigDecimal.valueOf(count), "The caller interrupts the agent " + times(count) + ".");
    }

    /** Returns how long the agent goes on after the caller has interrupted it, in milliseconds. */
    static Evaluation.Scored stopTime(Speech speech) {
        List<BigDecimal> stopTimes = new ArrayList<>();
        for (Interval caller : speech.byCaller()) {
            Interval agent = requireNonNull(speech.agent().around(caller.start()));
            stopTimes.add(agent.end().subtract(caller.start()).multiply(Decimals.THOUSAND));
        }
        if (stopTimes.isEmpty()) {
            return Evaluation.Scored.notApplicable("The caller never interrupts the agent.");
        }
        BigDecimal mean = Decimals.mean(stopTimes);
        return Evaluation.Scored.number(
                mean,
                "The agent stops " + Decimals.text(mean) + " ms after the caller starts, "
                        + (stopTimes.size() == 1
                                ? "at the only interruption."
                                : "on average of " + stopTimes.size() + " interruptions."));
    }

    /** 5 where the agent never interrupts, less the more of all that is said begins with an interruption by it. */
    static Evaluation.Scored grade(Speech speech) {
        int interruptions = speech.byAgent().size();
        int intervals = speech.all().size();
        BigDecimal grade = Decimals.quotient(
                BEST_GRADE.multiply(BigDecimal.valueOf(intervals - interruptions)), BigDecimal.valueOf(intervals));
        return Evaluation.Scored.number(
                grade,
                "The agent interrupts the caller " + times(interruptions) + " in " + Counted.of(intervals, "turn")
                        + ".");
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
