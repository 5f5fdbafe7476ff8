package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.store.ScenariosStore;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.reevaluate.validation.RequestRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bulk requests that were accepted, of each organization the latest 1,000, and what became of their results. Whoever looks
 * first is told that a request is running; from the next look on it is completed. A reset of WireMock's scenarios or stubs
 * forgets all.
 */
final class AcceptedRequests {

    private static final int MOST_REQUESTS = 1_000;

    // A scenario of WireMock that no stub belongs to, since nothing else tells that the scenarios were reset
    private static final String SCENARIO = "Accepted requests";
    private static final String SOME = "Some";

    private final @Nullable ScenariosStore scenarios;
    private final RememberedKeys keys = new RememberedKeys();
    private final Map<Long, Map<Long, AcceptedRequest>> requests = new HashMap<>();
    private final Map<Long, OfResult> results = new HashMap<>();
    private long last;

    /** Takes where WireMock keeps its scenarios; null where nothing is ever reset. */
    AcceptedRequests(@Nullable ScenariosStore scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * Returns the number of the request that was accepted under the idempotency key of this one; null where none was.
     *
     * @throws RequestRefusedException when the key stands for another request
     */
    @Nullable
    Long repeatedBy(CheckOutcome.Passed request) {
        if (request.idempotencyKey() == null) {
            return null;
        }
        synchronized (this) {
            startOverAfterReset();
            return keys.number(request);
        }
    }

    /**
     * Adds a request that is accepted, once for each idempotency key, and returns its number.
     *
     * @param story the contracts' story that it opens; null where it opens none
     * @param touched those of its results of which anything is evaluated
     */
    long add(CheckOutcome.Passed request, @Nullable String story, Set<Long> touched) {
        // Read before all connections wait for each other
        return add(AcceptedRequest.of(request, story), request, touched);
    }

    private synchronized long add(AcceptedRequest added, CheckOutcome.Passed request, Set<Long> touched) {
        startOverAfterReset();
        Long before = keys.number(request);
        if (before != null) {
            return before;
        }
        AcceptedRequest accepted = added.numbered(++last);
        keys.remember(request, accepted.id());
        Map<Long, AcceptedRequest> own =
                requests.computeIfAbsent(accepted.caller().organization(), unused -> new LinkedHashMap<>());
        own.put(accepted.id(), accepted);
        touched.forEach(result ->
                results.computeIfAbsent(result, unused -> new OfResult()).begin(accepted));
        if (own.size() > MOST_REQUESTS) {
            AcceptedRequest oldest = own.values().iterator().next();
            // Of which nobody can be told any more
            look(look(oldest));
            own.remove(oldest.id());
        }
        markThatThereAreSome();
        return accepted.id();
    }

    /** Returns the requests that the key sees, newest first, each looked at. */
    synchronized List<AcceptedRequest> look(MockWorkspace.Key key) {
        List<AcceptedRequest> visible = new ArrayList<>(own(key).values());
        visible.removeIf(request -> !request.isVisibleTo(key));
        visible.replaceAll(this::look);
        Collections.reverse(visible);
        return visible;
    }

    /** Returns the request, looked at, if the key sees it. */
    synchronized Optional<AcceptedRequest> look(MockWorkspace.Key key, long id) {
        return find(key, id).map(this::look);
    }

    /** Cancels the request, unless it has ended, if the key sees it. */
    synchronized Optional<AcceptedRequest> cancel(MockWorkspace.Key key, long id) {
        return find(key, id).map(request -> replace(request, request.cancelled()));
    }

    /** Returns what became of the result, looked at. */
    synchronized Progress lookAtResult(long id) {
        startOverAfterReset();
        OfResult result = results.get(id);
        if (result == null) {
            return Progress.NONE;
        }
        List.copyOf(result.running.values()).forEach(this::look);
        return new Progress(!result.running.isEmpty(), Set.copyOf(result.evaluated), result.story);
    }

    /** Returns whether the key sees no request at all. */
    synchronized boolean isEmpty(MockWorkspace.Key key) {
        return own(key).values().stream().noneMatch(request -> request.isVisibleTo(key));
    }

    synchronized void forget() {
        keys.forget();
        requests.clear();
        results.clear();
        last = 0;
    }

    private Optional<AcceptedRequest> find(MockWorkspace.Key key, long id) {
        return Optional.ofNullable(own(key).get(id)).filter(request -> request.isVisibleTo(key));
    }

    private Map<Long, AcceptedRequest> own(MockWorkspace.Key key) {
        startOverAfterReset();
        return requests.getOrDefault(key.organization(), Map.of());
    }

    private AcceptedRequest look(AcceptedRequest request) {
        return replace(request, request.looked());
    }

    private AcceptedRequest replace(AcceptedRequest request, AcceptedRequest changed) {
        if (!changed.equals(request)) {
            own(request.caller()).replace(request.id(), changed);
            request.results().stream()
                    .map(results::get)
                    .filter(Objects::nonNull)
                    .forEach(result -> result.goOn(changed));
        }
        return changed;
    }

    private void startOverAfterReset() {
        if (last > 0
                && scenarios != null
                && scenarios
                        .get(SCENARIO)
                        .filter(scenario -> scenario.getState().equals(SOME))
                        .isEmpty()) {
            forget();
        }
    }

    private void markThatThereAreSome() {
        if (scenarios != null && last == 1) {
            scenarios.put(SCENARIO, new Scenario(SCENARIO, SCENARIO, SOME, Set.of(Scenario.STARTED, SOME), Set.of()));
        }
    }

    /**
     * What became of a result.
     *
     * @param evaluated the metrics of its completed requests
     * @param story which its latest request opened; null where it opened none, or there is no request
     */
    record Progress(
            boolean running, Set<Long> evaluated, @Nullable String story) {

        static final Progress NONE = new Progress(false, Set.of(), null);
    }

    private static final class OfResult {

        private final Map<Long, AcceptedRequest> running = new LinkedHashMap<>();
        private final Set<Long> evaluated = new TreeSet<>();
        private @Nullable String story;

        void begin(AcceptedRequest request) {
            running.put(request.id(), request);
            story = request.story();
        }

        void goOn(AcceptedRequest changed) {
            if (changed.state() == AcceptedRequest.State.RUNNING) {
                running.replace(changed.id(), changed);
            } else if (running.remove(changed.id()) != null && changed.state() == AcceptedRequest.State.COMPLETED) {
                evaluated.addAll(changed.metrics());
            }
        }
    }
}
