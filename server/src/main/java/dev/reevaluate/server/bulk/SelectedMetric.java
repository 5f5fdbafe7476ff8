package dev.reevaluate.server.bulk;

import java.math.BigDecimal;

/**
 * A metric of the request.
 *
 * @param cost credits for one evaluation
 */
record SelectedMetric(long id, BigDecimal cost) {}
