package dev.reevaluate.server.work;

import dev.reevaluate.server.Counted;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a bulk request is.
 *
 * @param evaluations how many were accepted
 * @param owed how many have not ended
 * @param waiting how many of those wait for another try
 * @param reason why one of these waits
 * @param notApplicable how many had nothing to score
 * @param failed how many failed for good, and were refunded
 * @param seconds since it was accepted, by the database's clock
 */
record RequestProgress(
        long evaluations,
        long owed,
        long waiting,
        @Nullable String reason,
        long notApplicable,
        long failed,
        double seconds) {

    /** Returns how far it is, how fast it was since it was looked at before, and how long it still takes at that rate. */
    String since(@Nullable RequestProgress before) {
        double rate = before == null ? rate(done(), seconds) : rate(done() - before.done(), seconds - before.seconds);
        StringBuilder text = new StringBuilder("%s of %s (%s %%), %s"
                .formatted(
                        done(),
                        Counted.of(evaluations, "evaluation"),
                        done() * 100 / Math.max(1, evaluations),
                        perSecond(rate)));
        if (rate > 0) {
            text.append(String.format(Locale.ROOT, ", about %.0f s left", Math.ceil(owed / rate)));
        }
        if (failed > 0) {
            text.append("; %s failed".formatted(failed));
        }
        if (waiting > 0) {
            text.append("; %s %s: %s".formatted(waiting, Counted.word(waiting, "waits", "wait"), reason));
        }
        return text.toString();
    }

    /** Returns what there was to do, how long that took, and what of it has no score. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s in %.1f s, %s; %s not applicable, %s failed",
                Counted.of(evaluations, "evaluation"),
                seconds,
                perSecond(rate(evaluations, seconds)),
                notApplicable,
                failed);
    }

    private long done() {
        return evaluations - owed;
    }

    private static double rate(long evaluations, double seconds) {
        return seconds > 0 ? evaluations / seconds : 0;
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f/s" : "%.0f/s", rate);
    }
}
