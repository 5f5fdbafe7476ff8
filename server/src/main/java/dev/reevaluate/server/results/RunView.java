package dev.reevaluate.server.results;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as a consumer sees it.
 *
 * @param duration seconds
 * @param turns the transcript's turns as stored, or null where they were not asked for
 */
public record RunView(
        long id,
        long resultId,
        String resultName,
        long agentId,
        String agentName,
        Status status,
        boolean success,
        @Nullable BigDecimal duration,
        @Nullable Map<String, Object> metadata,
        @Nullable OffsetDateTime executedAt,
        List<ScoreView> scores,
        @Nullable List<Map<String, Object>> turns) {}
