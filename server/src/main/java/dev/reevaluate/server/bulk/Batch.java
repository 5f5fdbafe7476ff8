package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.work.Lane;
import dev.reevaluate.server.work.OpenWork;
import dev.reevaluate.server.work.SliceToRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request adds to the work: slices of runs, each by the metrics that its runs are not yet owed. */
record Batch(List<SliceToRecord> slices) {

    /**
     * Cuts the eligible runs of each result into slices of at most {@code sliceSize} runs. A pair (run, metric) that open
     * work already owes is left out: it is neither evaluated nor charged twice.
     */
    static Batch of(
            Map<Long, List<Long>> eligibleRuns, List<SelectedMetric> metrics, OpenWork openWork, int sliceSize) {
        List<SliceToRecord> slices = new ArrayList<>();
        eligibleRuns.forEach((result, runs) -> byOwedMetrics(runs, metrics, openWork)
                .forEach((owed, runsOwingThem) ->
                        chunks(runsOwingThem, sliceSize).forEach(chunk -> addSlices(slices, result, chunk, owed))));
        return new Batch(slices);
    }

    Collection<Long> results() {
        return slices.stream().map(SliceToRecord::resultId).distinct().toList();
    }

    long evaluations() {
        return slices.stream().mapToLong(SliceToRecord::evaluations).sum();
    }

    long evaluationsBy(long metric) {
        return slices.stream()
                .filter(slice -> slice.metricIds().contains(metric))
                .mapToLong(slice -> slice.runIds().size())
                .sum();
    }

    /** Returns the number of runs with anything that is not yet owed. */
    long runs() {
        return slices.stream()
                .flatMap(slice -> slice.runIds().stream())
                .distinct()
                .count();
    }

    Credits cost() {
        return slices.stream()
                .map(slice ->
                        Credits.sum(slice.metricCosts()).times(slice.runIds().size()))
                .reduce(Credits.ZERO, Credits::plus);
    }

    // Nearly always one group, all runs by all metrics: only a result with open work has runs that owe less.
    private static Map<List<SelectedMetric>, List<Long>> byOwedMetrics(
            List<Long> runs, List<SelectedMetric> metrics, OpenWork openWork) {
        Map<List<SelectedMetric>, List<Long>> groups = new LinkedHashMap<>();
        for (Long run : runs) {
            Collection<Long> alreadyOwed = openWork.metricsOwedBy(run);
            List<SelectedMetric> owed = alreadyOwed.isEmpty()
                    ? metrics
                    : metrics.stream()
                            .filter(metric -> !alreadyOwed.contains(metric.id()))
                            .toList();
            if (!owed.isEmpty()) {
                groups.computeIfAbsent(owed, none -> new ArrayList<>()).add(run);
            }
        }
        return groups;
    }

    private static List<List<Long>> chunks(List<Long> runs, int size) {
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < runs.size(); from += size) {
            chunks.add(runs.subList(from, Math.min(from + size, runs.size())));
        }
        return chunks;
    }

    // Metrics that are computed at once never wait for those whose answers are awaited; but what reads the scores of
    // others starts once those are there.
    private static void addSlices(
            List<SliceToRecord> slices, long result, List<Long> runs, List<SelectedMetric> metrics) {
        List<SelectedMetric> computed = in(Lane.COMPUTED, metrics);
        List<SelectedMetric> awaited = in(Lane.AWAITED, metrics);
        @Nullable Integer follows = null;
        if (!computed.isEmpty()) {
            slices.add(slice(Lane.COMPUTED, result, runs, computed, null));
            follows = awaited.stream().anyMatch(SelectedMetric::readsOthers) ? slices.size() - 1 : null;
        }
        if (!awaited.isEmpty()) {
            slices.add(slice(Lane.AWAITED, result, runs, awaited, follows));
        }
    }

    private static List<SelectedMetric> in(Lane lane, List<SelectedMetric> metrics) {
        return metrics.stream().filter(metric -> metric.lane() == lane).toList();
    }

    private static SliceToRecord slice(
            Lane lane, long result, List<Long> runs, List<SelectedMetric> metrics, @Nullable Integer follows) {
        return new SliceToRecord(
                lane,
                result,
                runs,
                metrics.stream().map(SelectedMetric::id).toList(),
                metrics.stream().map(SelectedMetric::cost).toList(),
                follows);
    }
}
