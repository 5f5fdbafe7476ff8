package dev.reevaluate.server.web;

import dev.reevaluate.server.FairConnections;
import dev.reevaluate.server.FairPlaces;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Answers so many of an organization's requests at once as it may have of the database's connections. The others wait for
 * their turn, and hold neither a thread nor a connection meanwhile: however many there are, another organization's are
 * answered beside them.
 */
@Component
class RequestTurns {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TURN = Turn.class.getName();

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final FairPlaces reads;
    private final FairPlaces writes;

    @Autowired
    RequestTurns(FairConnections connections) {
        this(connections.reads(), connections.writes());
    }

    RequestTurns(FairPlaces reads, FairPlaces writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * Returns whether the request may be answered now; {@link #end} has to follow. If not, it comes again: the caller returns
     * at once.
     *
     * @throws FairPlaces.OccupiedException where its turn did not come in time
     */
    boolean hasCome(HttpServletRequest request, long organization) {
        if (request.getAttribute(TURN) instanceof Turn turn) {
            turn.requirePlace();
            return true;
        }
        FairPlaces places = READING.contains(request.getMethod()) ? reads : writes;
        Turn turn = new Turn(places, organization);
        request.setAttribute(TURN, turn);
        places.ask(turn);
        return turn.hasPlaceOrWaits(request);
    }

    /** Lets another request have its turn. */
    void end(HttpServletRequest request) {
        if (request.getAttribute(TURN) instanceof Turn turn) {
            turn.end();
        }
    }

    private enum State {
        WAITS,
        HAS_PLACE,
        IS_OVER
    }

    /** One request's way from its question to the end of its answer; its place is given back once, however it ends. */
    private static final class Turn implements FairPlaces.Waiter, AsyncListener {

        private final FairPlaces places;
        private final long organization;
        private State state = State.WAITS;
        private @Nullable AsyncContext async;

        private Turn(FairPlaces places, long organization) {
            this.places = places;
            this.organization = organization;
        }

        @Override
        public long organization() {
            return organization;
        }

        @Override
        public void admitted() {
            if (!takesPlace()) {
                places.giveBack(organization);
            }
        }

        // Under the lock that a time-out waits for: a request that is dispatched times out no more
        private synchronized boolean takesPlace() {
            if (state == State.IS_OVER) {
                return false;
            }
            try {
                if (async != null) {
                    async.dispatch();
                }
                state = State.HAS_PLACE;
                return true;
            } catch (IllegalStateException connectionIsLost) {
                state = State.IS_OVER;
                return false;
            }
        }

        private synchronized boolean hasPlaceOrWaits(HttpServletRequest request) {
            if (state == State.WAITS) {
                async = request.startAsync();
                async.setTimeout(PATIENCE.toMillis());
                async.addListener(this);
            }
            return state == State.HAS_PLACE;
        }

        private synchronized void requirePlace() {
            if (state != State.HAS_PLACE) {
                throw new FairPlaces.OccupiedException();
            }
        }

        private void end() {
            if (leaves() == State.HAS_PLACE) {
                places.giveBack(organization);
            }
            places.withdraw(this);
        }

        private synchronized State leaves() {
            State before = state;
            state = State.IS_OVER;
            return before;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            synchronized (this) {
                if (state == State.WAITS) {
                    state = State.IS_OVER;
                    event.getAsyncContext().dispatch();
                }
            }
            places.withdraw(this);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            // It completes, too
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It waits once
        }
    }
}
