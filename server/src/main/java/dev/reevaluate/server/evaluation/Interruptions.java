package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Who starts to speak while the other one is speaking. */
final class Interruptions {

    private static final BigDecimal BEST_GRADE = BigDecimal.valueOf(5);

    private Interruptions() {}

    static Evaluation.Scored byAgent(Speech speech) {
        int count = speech.agent().interrupting(speech.caller()).size();
        return Evaluation.Scored.number(
                BigDecimal.valueOf(count), "The agent interrupts the caller %s.".formatted(times(count)));
    }

    static Evaluation.Scored byCaller(Speech speech) {
        int count = speech.caller().interrupting(speech.agent()).size();
        return Evaluation.Scored.number(
                BigDecimal.valueOf(count), "The caller interrupts the agent %s.".formatted(times(count)));
    }

    /** Returns how long the agent goes on after the caller has interrupted it, in milliseconds. */
    static Evaluation.Scored stopTime(Speech speech) {
        List<BigDecimal> stopTimes = speech.caller().interrupting(speech.agent()).stream()
                .map(caller -> speech.agent()
                        .around(caller.start())
                        .map(agent -> agent.end().subtract(caller.start()).multiply(Decimals.THOUSAND)))
                .flatMap(Optional::stream)
                .toList();
        if (stopTimes.isEmpty()) {
            return Evaluation.Scored.notApplicable("The caller never interrupts the agent.");
        }
        BigDecimal mean = Decimals.mean(stopTimes);
        return Evaluation.Scored.number(
                mean,
                "The agent stops %s ms after the caller starts, on average of %d interruptions."
                        .formatted(Decimals.text(mean), stopTimes.size()));
    }

    /** 5 where the agent never interrupts, less the more of all that is said begins with an interruption by it. */
    static Evaluation.Scored grade(Speech speech) {
        int interruptions = speech.agent().interrupting(speech.caller()).size();
        int intervals = speech.all().size();
        BigDecimal share = Decimals.quotient(BigDecimal.valueOf(interruptions), BigDecimal.valueOf(intervals));
        BigDecimal grade = BEST_GRADE
                .multiply(BigDecimal.ONE.subtract(share))
                .max(BigDecimal.ZERO)
                .min(BEST_GRADE);
        return Evaluation.Scored.number(
                grade, "The agent interrupts the caller %s in %d turns.".formatted(times(interruptions), intervals));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
