package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many evaluations ended otherwise than with a score.
 *
 * @param notApplicable those of which the metric, or its trigger, had nothing to say
 * @param failures those that failed, by the first words of their reason
 */
record OutcomeCounts(int notApplicable, Map<String, Integer> failures) {

    /** A reason that repeats what a program or an endpoint said may be long, and each time another one. */
    private static final int LONGEST_REASON = 200;

    static OutcomeCounts of(List<EvaluatedRun> runs) {
        int notApplicable = 0;
        Map<String, Integer> failures = new LinkedHashMap<>();
        for (EvaluatedRun run : runs) {
            for (Evaluation evaluation : run.evaluations()) {
                if (evaluation instanceof Evaluation.Failed failed) {
                    failures.merge(shortened(failed.explanation().get(0)), 1, Integer::sum);
                } else if (evaluation instanceof Evaluation.NotTriggered
                        || (evaluation instanceof Evaluation.Scored scored && scored.isNotApplicable())) {
                    notApplicable++;
                }
            }
        }
        return new OutcomeCounts(notApplicable, failures);
    }

    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String shortened(String reason) {
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON)) + "...";
    }
}
