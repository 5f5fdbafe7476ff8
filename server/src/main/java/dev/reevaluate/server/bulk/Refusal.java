package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;
import java.math.BigInteger;
import java.util.List;

/** Why a well-formed bulk request was not accepted; nothing was changed. */
public sealed interface Refusal {

    /** The idempotency key stands for another request, which was accepted. */
    record IdempotencyKeyReused() implements Refusal {}

    /** Results or metrics that do not exist for the caller, in the order of the request. */
    record UnknownIds(List<BigInteger> results, List<BigInteger> metrics) implements Refusal {}

    /** Metrics that are not enabled for an agent of a selected result. */
    record OutOfScope(List<MetricAndAgent> pairs) implements Refusal {}

    /** No selected result has a completed or failed run. */
    record NothingEligible() implements Refusal {}

    /** The organization's balance does not cover the batch. */
    record InsufficientBalance(Credits needed, Credits available) implements Refusal {}

    /** A metric, and an agent whose scope it is not in. */
    record MetricAndAgent(long metric, long agent) {}
}
