package dev.reevaluate.server.results;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * A result as a consumer sees it.
 *
 * @param successRate percent of the completed runs that are a success, 0 to 100
 */
public record ResultView(
        long id,
        String name,
        long agentId,
        String agentName,
        Status status,
        long totalRuns,
        long completedRuns,
        long successRuns,
        long failedRuns,
        BigDecimal successRate,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt) {}
