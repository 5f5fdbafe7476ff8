package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;

/**
 * What an accepted request put to work.
 *
 * @param results results that have become running
 * @param evaluations pairs (run, metric) that were not owed before
 * @param cost what they cost, already charged
 */
public record Accepted(int results, long evaluations, Credits cost) {}
