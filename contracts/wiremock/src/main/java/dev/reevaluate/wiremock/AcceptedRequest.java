package dev.reevaluate.wiremock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk request that was accepted, as it is told to whoever asks.
 *
 * @param caller whose key it came with
 * @param story the contracts' story that it opened; null where it opened none
 * @param shown whether anybody was told that it is running
 */
record AcceptedRequest(
        long id,
        MockWorkspace.Key caller,
        List<Long> results,
        List<Long> metrics,
        @Nullable String story,
        boolean shown,
        State state) {

    /** Returns the request as one that has no number yet. */
    static AcceptedRequest of(CheckOutcome.Passed request, @Nullable String story) {
        return new AcceptedRequest(
                0,
                request.caller(),
                BulkRules.resultIds(request.body()),
                BulkRules.metricIds(request.body()),
                story,
                false,
                State.RUNNING);
    }

    AcceptedRequest numbered(long number) {
        return new AcceptedRequest(number, caller, results, metrics, story, shown, state);
    }

    /** Returns what to tell whoever looks at it: at first that it is running, then that it is completed. */
    AcceptedRequest looked() {
        if (state != State.RUNNING) {
            return this;
        }
        return shown ? with(true, State.COMPLETED) : with(true, state);
    }

    /** Returns it without what was still to be done. */
    AcceptedRequest cancelled() {
        return state == State.RUNNING ? with(shown, State.CANCELLED) : this;
    }

    private AcceptedRequest with(boolean wasShown, State now) {
        return new AcceptedRequest(id, caller, results, metrics, story, wasShown, now);
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
