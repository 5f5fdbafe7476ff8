package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;

/** A stretch of speech, in seconds from the start of the call. */
record Interval(BigDecimal start, BigDecimal end) {

    Interval {
        if (end.compareTo(start) < 0) {
            throw new EvaluationException("The call's times can't be right: speech that starts at %s s ends at %s s."
                    .formatted(start.toPlainString(), end.toPlainString()));
        }
    }

    /** Returns whether the moment is inside, the ends left out. */
    boolean strictlyContains(BigDecimal moment) {
        return start.compareTo(moment) < 0 && moment.compareTo(end) < 0;
    }

    boolean startsAtOrAfter(BigDecimal moment) {
        return start.compareTo(moment) >= 0;
    }

    BigDecimal length() {
        return end.subtract(start);
    }
}
