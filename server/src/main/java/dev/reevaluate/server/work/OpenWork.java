package dev.reevaluate.server.work;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pairs (run, metric) that accepted requests still owe. */
public final class OpenWork {

    private final Map<Long, Set<Long>> metricsByRun = new HashMap<>();

    /** Returns the metrics that the run is still owed. */
    public Collection<Long> metricsOwedBy(long run) {
        return metricsByRun.getOrDefault(run, Set.of());
    }

    void add(List<Long> runs, List<Long> metrics) {
        runs.forEach(run ->
                metricsByRun.computeIfAbsent(run, none -> new HashSet<>()).addAll(metrics));
    }
}
