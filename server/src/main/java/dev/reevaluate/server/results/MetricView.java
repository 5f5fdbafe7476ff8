package dev.reevaluate.server.results;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric as a consumer sees it.
 *
 * @param agents the agents that it is enabled for
 * @param cost credits for one evaluation
 */
public record MetricView(
        long id,
        long projectId,
        String name,
        String kind,
        String evalType,
        @Nullable String functionName,
        Map<String, Object> configuration,
        @Nullable String prompt,
        @Nullable List<Object> enumValues,
        boolean simulationEnabled,
        BigDecimal cost,
        List<Long> agents) {}
