package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted request put to work.
 *
 * @param request its id; null where it was accepted before under its idempotency key by a server that kept no ids
 * @param results results that have become running
 * @param evaluations pairs (run, metric) that were not owed before
 * @param cost what they cost, already charged
 */
public record Accepted(@Nullable Long request, int results, long evaluations, Credits cost) {

    /** Returns what is said of a request that was accepted before: nothing more was put to work. */
    static Accepted before(@Nullable Long request) {
        return new Accepted(request, 0, 0, Credits.ZERO);
    }
}
