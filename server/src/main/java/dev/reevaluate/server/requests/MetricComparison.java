package dev.reevaluate.server.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request changed in the scores by one metric, so far.
 *
 * @param evaluated pairs of a run and the metric that have been evaluated: first, unchanged and changed ones
 * @param first pairs that had not been evaluated before
 * @param meanBefore of the earlier scores that are numbers; null where there is none
 * @param meanAfter of the scores by this request that are numbers; null where there is none
 */
public record MetricComparison(
        long id,
        String name,
        String evalType,
        long evaluated,
        long first,
        long unchanged,
        long changed,
        long passToFail,
        long failToPass,
        @Nullable Double meanBefore,
        @Nullable Double meanAfter,
        List<Distribution.Bucket> distribution) {}
