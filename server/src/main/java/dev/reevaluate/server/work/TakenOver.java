package dev.reevaluate.server.work;

import dev.reevaluate.server.credits.Credits;

/**
 * What a request has taken over of an earlier one that was cancelled.
 *
 * @param request that owes the evaluations now
 * @param cost of the evaluations, which it is charged for
 */
record TakenOver(long request, long evaluations, Credits cost) {}
