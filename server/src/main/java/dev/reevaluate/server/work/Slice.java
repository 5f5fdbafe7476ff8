package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A slice that a worker has taken.
 *
 * @param openRunIds runs whose scores are not yet written
 * @param lane whose table holds the slice's execution
 * @param claim the number under which it was taken; another one in the database means that it was lost to another worker
 * @param waits tries in a row that came to nothing for a reason that passes
 * @param acceptedAt when its request was accepted
 */
record Slice(
        long id,
        long requestId,
        long organizationId,
        long resultId,
        List<Long> openRunIds,
        List<Long> metricIds,
        List<BigDecimal> metricCosts,
        Lane lane,
        int claim,
        int waits,
        OffsetDateTime acceptedAt) {}
