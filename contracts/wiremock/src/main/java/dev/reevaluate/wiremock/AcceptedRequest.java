package dev.reevaluate.wiremock;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk request that was accepted, as it is told to whoever asks.
 *
 * @param caller whose key it came with
 * @param story the contracts' story that it opened; null where it opened none
 * @param shown whether anybody was told that it is running
 * @param endedAt null while it is running
 */
record AcceptedRequest(
        long id,
        MockWorkspace.Key caller,
        List<Long> results,
        List<Long> metrics,
        @Nullable String story,
        Instant acceptedAt,
        boolean shown,
        State state,
        @Nullable Instant endedAt) {

    static AcceptedRequest of(CheckOutcome.Passed request, long id, @Nullable String story, Instant now) {
        return new AcceptedRequest(
                id,
                request.caller(),
                BulkRules.resultIds(request.request().body()),
                BulkRules.metricIds(request.request().body()),
                story,
                now,
                false,
                State.RUNNING,
                null);
    }

    /** Returns what to tell whoever looks at it: at first that it is running, then that it is completed. */
    AcceptedRequest looked(Instant now) {
        if (state != State.RUNNING) {
            return this;
        }
        return shown ? ended(State.COMPLETED, now) : with(true, state, null);
    }

    /** Returns it without what was still to be done. */
    AcceptedRequest cancelled(Instant now) {
        return state == State.RUNNING ? ended(State.CANCELLED, now) : this;
    }

    private AcceptedRequest ended(State end, Instant now) {
        return with(shown, end, now);
    }

    private AcceptedRequest with(boolean wasShown, State now, @Nullable Instant end) {
        return new AcceptedRequest(id, caller, results, metrics, story, acceptedAt, wasShown, now, end);
    }

    /** Returns whether the key sees it: a key of a project sees what came with such a key. */
    boolean isVisibleTo(MockWorkspace.Key key) {
        return key.organization() == caller.organization()
                && (!key.ofProject() || (caller.ofProject() && caller.projects().equals(key.projects())));
    }

    /** As the contract names them. */
    enum State {
        RUNNING("running"),
        COMPLETED("completed"),
        CANCELLED("cancelled");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}
