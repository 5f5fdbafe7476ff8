package dev.reevaluate.server.bulk;

import dev.reevaluate.server.credits.Credits;
import java.math.BigInteger;
import java.util.List;

/** Why a well-formed bulk request was not accepted; nothing was changed. */
public sealed interface Refusal {

    /** Returns what the cases say of this kind of refusal: whoever tells them apart can forget none. */
    <T> T match(Cases<T> cases);

    /** The idempotency key stands for another request, which was accepted. */
    record IdempotencyKeyReused() implements Refusal {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.idempotencyKeyReused(this);
        }
    }

    /** Results or metrics that do not exist for the caller, in the order of the request. */
    record UnknownIds(List<BigInteger> results, List<BigInteger> metrics) implements Refusal {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unknownIds(this);
        }
    }

    /**
     * Metrics that are not enabled for an agent of a selected result.
     *
     * @param pairs the first of them, metrics in the order of the request
     * @param others how many more there are
     */
    record OutOfScope(List<MetricAndAgent> pairs, long others) implements Refusal {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.outOfScope(this);
        }
    }

    /** No selected result has a completed or failed run. */
    record NothingEligible() implements Refusal {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.nothingEligible(this);
        }
    }

    /** The organization's balance does not cover the batch. */
    record InsufficientBalance(Credits needed, Credits available) implements Refusal {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.insufficientBalance(this);
        }
    }

    /** A metric, and an agent whose scope it is not in. */
    record MetricAndAgent(long metric, long agent) {}

    /** What to make of each kind of refusal. */
    interface Cases<T> {

        T idempotencyKeyReused(IdempotencyKeyReused refusal);

        T unknownIds(UnknownIds refusal);

        T outOfScope(OutOfScope refusal);

        T nothingEligible(NothingEligible refusal);

        T insufficientBalance(InsufficientBalance refusal);
    }
}
