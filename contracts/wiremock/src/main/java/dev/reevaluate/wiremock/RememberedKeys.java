package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which request was accepted under which idempotency key: the latest 10,000 keys. */
final class RememberedKeys {

    private static final String HEADER = "Idempotency-Key";
    private static final int MOST = 10_000;

    private final Map<Key, Remembered> remembered = new LatestEntries<>(MOST);

    /** Returns the idempotency key that came with the request; null where none did, or the operation takes none. */
    static @Nullable String in(ValidRequest valid, Request sent) {
        List<String> values = valid.operation().takes(HEADER) ? sent.headers().apply(HEADER) : List.of();
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * Returns the number of the request that was accepted under the key of this one; null where none was.
     *
     * @throws RequestRefusedException when the key stands for another request
     */
    @Nullable
    Long number(CheckOutcome.Passed request) {
        Remembered before = request.idempotencyKey() == null ? null : remembered.get(Key.of(request));
        if (before != null && !before.canonical().equals(canonical(request.request()))) {
            throw RequestRefusedException.unprocessable(DomainTexts.IDEMPOTENCY_KEY_REUSED);
        }
        return before == null ? null : before.number();
    }

    /** Remembers the request, if it came with a key. */
    void remember(CheckOutcome.Passed request, long number) {
        if (request.idempotencyKey() != null) {
            remembered.put(Key.of(request), new Remembered(canonical(request.request()), number));
        }
    }

    void forget() {
        remembered.clear();
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

    private record Remembered(String canonical, long number) {}

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
