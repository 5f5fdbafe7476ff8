package dev.reevaluate.wiremock;

import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the checks found about a request. The filter in front of WireMock keeps it while the request is answered, so that
 * nothing behind the filter checks again: WireMock answers a request on the thread that received it.
 */
sealed interface CheckOutcome {

    /**
     * The contract has nothing against the request.
     *
     * @param path decoded
     * @param body that of the request, for comparing it
     * @param idempotencyKey null where none was sent
     * @param world what is known of keys and data
     * @param accepted what was accepted before
     */
    record Passed(
            ValidRequest request,
            String path,
            MockWorkspace.Key caller,
            CheckedBody body,
            @Nullable String idempotencyKey,
            MockWorkspace world,
            AcceptedRequests accepted)
            implements CheckOutcome {}

    /**
     * The request was accepted under its idempotency key before: it gets the same answer, and nothing is done.
     *
     * @param number which it had
     */
    record Repeated(long number) implements CheckOutcome {}

    /** The caller chose the status of the answer, which nothing else decides. */
    record Preferred(String operation, String code) implements CheckOutcome {}

    /** The answer is known already. */
    record Refused(RequestRefusedException refusal) implements CheckOutcome {}

    /** Runs the action, during which this is the outcome for the request at hand. */
    default <E extends Exception, F extends Exception> void during(Answering<E, F> action) throws E, F {
        Current.OUTCOME.set(this);
        try {
            action.run();
        } finally {
            Current.OUTCOME.remove();
        }
    }

    /** Returns the outcome for the request at hand; empty where no filter has checked it. */
    static Optional<CheckOutcome> current() {
        return Optional.ofNullable(Current.OUTCOME.get());
    }

    /** Answers the request. */
    interface Answering<E extends Exception, F extends Exception> {
        void run() throws E, F;
    }

    /** Where the outcome is kept. */
    final class Current {
        private static final ThreadLocal<@Nullable CheckOutcome> OUTCOME = new ThreadLocal<>();

        private Current() {}
    }
}
