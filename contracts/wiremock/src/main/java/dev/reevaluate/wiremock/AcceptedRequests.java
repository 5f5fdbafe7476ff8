package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was accepted under which idempotency key: the latest 10,000 keys, until WireMock's stubs are reset. */
final class AcceptedRequests {

    private static final String HEADER = "Idempotency-Key";
    private static final int MOST = 10_000;

    private final Map<Key, String> requests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MOST;
        }
    };

    /** Returns the idempotency key that came with the request; null where none did, or the operation takes none. */
    static @Nullable String key(ValidRequest valid, Request sent) {
        List<String> values = valid.operation().takes(HEADER) ? sent.headers().apply(HEADER) : List.of();
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * Returns whether the request was accepted under its key before.
     *
     * @throws RequestRefusedException when the key stands for another request
     */
    synchronized boolean contain(CheckOutcome.Passed request) {
        String accepted = request.idempotencyKey() == null ? null : requests.get(Key.of(request));
        if (accepted != null && !accepted.equals(canonical(request.request()))) {
            throw RequestRefusedException.unprocessable(DomainTexts.IDEMPOTENCY_KEY_REUSED);
        }
        return accepted != null;
    }

    /** Remembers the request that was accepted, if it came with a key. */
    synchronized void add(CheckOutcome.Passed request) {
        if (request.idempotencyKey() != null) {
            requests.putIfAbsent(Key.of(request), canonical(request.request()));
        }
    }

    synchronized void forget() {
        requests.clear();
    }

    // The declared fields, lists as sets: so the server tells one request from another
    private static String canonical(ValidRequest request) {
        JsonNode declared = request.operation().bodySchema().node().path("properties");
        return declared.propertyNames().stream()
                .sorted()
                .map(name -> name + "=" + canonical(request.body().path(name)))
                .collect(Collectors.joining(";"));
    }

    private static String canonical(JsonNode value) {
        return value.isArray()
                ? value.values().stream()
                        .map(JsonNode::toString)
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(","))
                : value.toString();
    }

    // Keys count within the organization, or the only project of the caller
    private record Key(long organization, Set<Long> onlyProject, String value) {

        static Key of(CheckOutcome.Passed request) {
            MockWorkspace.Key caller = request.caller();
            return new Key(
                    caller.organization(),
                    caller.ofProject() ? caller.projects() : Set.of(),
                    Objects.requireNonNull(request.idempotencyKey()));
        }
    }
}
