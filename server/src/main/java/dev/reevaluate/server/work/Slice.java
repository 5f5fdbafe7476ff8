package dev.reevaluate.server.work;

import java.math.BigDecimal;
import java.util.List;

/**
 * A slice that a worker has taken.
 *
 * @param done runs whose scores are written, from the start of the list
 * @param claim the number under which it was taken; another one in the database means that it was lost to another worker
 */
record Slice(
        long id,
        long requestId,
        long organizationId,
        long resultId,
        List<Long> runIds,
        List<Long> metricIds,
        List<BigDecimal> metricCosts,
        int done,
        int claim) {

    boolean isLast(int position) {
        return position == runIds.size() - 1;
    }
}
