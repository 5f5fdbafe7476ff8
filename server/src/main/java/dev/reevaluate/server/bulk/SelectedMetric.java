package dev.reevaluate.server.bulk;

import dev.reevaluate.server.work.Lane;
import java.math.BigDecimal;

/**
 * A metric of the request.
 *
 * @param cost credits for one evaluation
 * @param lane the workers that evaluate it
 * @param readsOthers whether it reads the scores of the run's other metrics
 * @param inScope whether it is in scope of every agent of the request
 */
record SelectedMetric(long id, String name, BigDecimal cost, Lane lane, boolean readsOthers, boolean inScope) {}
