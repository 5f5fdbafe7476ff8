package dev.reevaluate.server.bulk;

import java.util.List;

/**
 * What a request selects, once it is known to be allowed.
 *
 * @param results the selected ones, each once, in the order of the request
 * @param metrics in the order of their ids
 * @param runs eligible runs of all results
 * @param batch what of it is not owed yet
 */
record Selection(List<Long> results, long project, List<SelectedMetric> metrics, long runs, Batch batch) {

    /** Returns how many of the selected pairs (run, metric) are owed already. */
    long alreadyOwed() {
        return runs * metrics.size() - batch.evaluations();
    }

    List<Long> metricIds() {
        return metrics.stream().map(SelectedMetric::id).toList();
    }
}
