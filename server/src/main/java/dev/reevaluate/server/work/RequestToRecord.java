package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;
import java.util.List;

/**
 * An accepted request, beside its slices.
 *
 * @param project that of all its results and metrics
 * @param resultIds as they were selected, each once
 * @param metricIds as they were selected, each once
 * @param alreadyOwed pairs (run, metric) that it selected and earlier requests owe
 * @param cost of its slices together
 */
public record RequestToRecord(
        long organization, long project, List<Long> resultIds, List<Long> metricIds, long alreadyOwed, Credits cost) {}
