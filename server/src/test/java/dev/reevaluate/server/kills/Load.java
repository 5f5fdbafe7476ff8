package dev.reevaluate.server.kills;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of one round: each result is in one, or in two that say the same. */
final class Load {

    private final List<BulkRequest> requests = new ArrayList<>();
    private final Random random;

    Load(boolean judged, Random random) {
        this.random = random;
        add(PricedWork.results(), PricedWork.COMPUTED);
        if (judged) {
            add(PricedWork.judgedResults(), PricedWork.JUDGED);
        }
        Collections.shuffle(requests, random);
    }

    List<BulkRequest> requests() {
        return requests;
    }

    List<BulkRequest> requestsFor(long result) {
        return requests.stream()
                .filter(request -> request.results().contains(result))
                .toList();
    }

    /** Whether no other request says the same. */
    boolean isAlone(BulkRequest request) {
        return requestsFor(request.results().get(0)).size() == 1;
    }

    /** What clients send once the server is back: most of what has no answer, and some of what has one. */
    List<BulkRequest> toRepeat() {
        return requests.stream()
                .filter(request -> request.timesAnswered() == 0 ? random.nextInt(4) > 0 : random.nextInt(8) == 0)
                .toList();
    }

    int answered() {
        return (int)
                requests.stream().filter(request -> request.timesAnswered() > 0).count();
    }

    /** Runs of the results that are judged, or of all others. */
    long runs(boolean judged) {
        return results()
                .filter(result -> judged == result > PricedWork.RESULTS)
                .mapToLong(PricedWork::runs)
                .sum();
    }

    /** Sent, but without an answer. */
    int cutOff() {
        return (int) requests.stream()
                .filter(request -> request.timesSent() > 0 && request.timesAnswered() == 0)
                .count();
    }

    private void add(List<Long> results, List<Long> metrics) {
        List<Long> left = new ArrayList<>(results);
        Collections.shuffle(left, random);
        while (!left.isEmpty()) {
            List<Long> some = List.copyOf(left.subList(0, Math.min(left.size(), 1 + random.nextInt(3))));
            left.subList(0, some.size()).clear();
            requests.add(new BulkRequest(some, metrics, key()));
            if (random.nextInt(6) == 0) {
                requests.add(new BulkRequest(some, metrics, key()));
            }
        }
    }

    // Every other request has one. It is of the seed, as all else is.
    private @Nullable String key() {
        return random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()).toString() : null;
    }

    /** Each result that was asked for. */
    Stream<Long> results() {
        return requests.stream().flatMap(request -> request.results().stream()).distinct();
    }
}
