package dev.reevaluate.server.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.kills.Books.Charged;
import dev.reevaluate.server.kills.Books.Miscount;
import dev.reevaluate.server.kills.Books.Written;
import dev.reevaluate.server.kills.JudgeEndpoint.Call;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds a settled database to what the clients and the judge of one round know. */
final class Audit {

    private final Books books;
    private final long since;
    private final List<Written> written;
    private final List<Miscount> miscounted;

    Audit(Books books, long since) {
        this.books = books;
        this.since = since;
        this.written = books.written();
        this.miscounted = books.miscounted(since);
    }

    /** An end in good order leaves no caller in doubt. */
    static void nothingIsAcceptedWithoutAnAnswer(Books books, long since, Load load) {
        List<Long> charged =
                books.charged(since).stream().map(Charged::result).distinct().toList();
        assertThat(load.requests())
                .filteredOn(request -> request.timesAnswered() == 0 && load.isAlone(request))
                .as("requests without an answer")
                .flatExtracting(BulkRequest::results)
                .doesNotContainAnyElementsOf(charged);
    }

    void everyAnsweredRequestIsFound(Load load) {
        List<Charged> charged = books.charged(since);
        load.results().forEach(result -> {
            List<BulkRequest> requests = load.requestsFor(result);
            int least = requests.stream()
                    .mapToInt(BulkRequest::chargedAtLeast)
                    .max()
                    .orElse(0);
            int most = requests.stream().mapToInt(BulkRequest::chargedAtMost).sum();
            for (long metric : requests.get(0).metrics()) {
                Charged found = charged.stream()
                        .filter(one -> one.result() == result && one.metric() == metric)
                        .findAny()
                        .orElse(new Charged(result, metric, PricedWork.runs(result), 0, 0));
                assertThat(found)
                        .as("charged by a request that was answered 200, all its runs")
                        .matches(pairs -> pairs.runs() == PricedWork.runs(result))
                        .matches(pairs -> pairs.least() >= least, "at least " + least)
                        .matches(pairs -> pairs.most() <= most, "at most " + most);
            }
        });
    }

    void everyChargedPairIsScoredOnce() {
        assertThat(miscounted)
                .as("pairs that were not scored as often as charged")
                .isEmpty();
        assertThat(written)
                .as("scores, of which those that can't be done are failed")
                .allMatch(score -> score.failed()
                        == PricedWork.fails(score.pair().metric(), score.pair().run()));
    }

    /** Returns the balance, which is what it was, less the price of what was scored. */
    BigDecimal everyCreditIsAccountedFor(BigDecimal before) {
        BigDecimal after = before.subtract(price(score -> !score.failed()));
        assertThat(books.chargedWrongly(since))
                .as("requests that were charged wrongly")
                .isEmpty();
        assertThat(books.sum("charge", since))
                .isEqualByComparingTo(price(score -> true).negate());
        assertThat(books.sum("refund", since)).isEqualByComparingTo(price(Written::failed));
        assertThat(books.balance()).as("balance").isEqualByComparingTo(after);
        assertThat(books.ledger()).as("sum of the ledger").isEqualByComparingTo(after);
        return after;
    }

    /** Returns how many calls were made for what the judge had been asked before; none of it was committed. */
    long callsRepeated(List<Call> calls, Instant killed) {
        Map<Pair, Integer> owed = books.timesOwed(PricedWork.JUDGES, since);
        Map<Pair, Integer> asked = new HashMap<>();
        calls.forEach(call -> asked.merge(call.pair(), 1, Integer::sum));
        Set<Pair> committed = written.stream()
                .filter(score -> score.at().isBefore(killed) && owed.getOrDefault(score.pair(), 0) == 1)
                .map(Written::pair)
                .collect(Collectors.toSet());
        assertThat(calls)
                .as("calls for pairs whose scores were there before the end")
                .noneMatch(call -> call.isAskedAfter(killed) && committed.contains(call.pair()));
        assertThat(asked.keySet()).as("pairs that were asked for").isEqualTo(owed.keySet());
        long repeated = 0;
        for (Map.Entry<Pair, Integer> pair : owed.entrySet()) {
            int more = asked.getOrDefault(pair.getKey(), 0) - pair.getValue();
            assertThat(more).as("repeated calls for " + pair.getKey()).isBetween(0, 1);
            repeated += more;
        }
        return repeated;
    }

    /**
     * Returns how many events were sent again.
     *
     * @param received the events' keys, as often as they came
     * @param unanswered the keys of those that were killed before their answer
     */
    int everyCompletionIsTold(List<String> received, Set<String> unanswered) {
        Map<String, Boolean> events = books.events(since);
        assertThat(events).as("events, all delivered").doesNotContainValue(false);
        assertThat(books.untold(since)).as("results without an event").isEmpty();
        assertThat(Set.copyOf(received)).as("keys of events").isEqualTo(events.keySet());
        assertThat(unanswered)
                .as("events that were sent again, as their answer was lost")
                .allMatch(key -> Collections.frequency(received, key) > 1);
        return received.size() - events.size();
    }

    int lost() {
        return miscounted.stream()
                .mapToInt(pair -> Math.max(0, pair.charged() - pair.written()))
                .sum();
    }

    int doubled() {
        return miscounted.stream()
                .mapToInt(pair -> Math.max(0, pair.written() - pair.charged()))
                .sum();
    }

    int scored() {
        return written.size();
    }

    long leftAt(Instant moment) {
        return books.leftAt(moment, since);
    }

    private BigDecimal price(Predicate<Written> which) {
        return written.stream()
                .filter(which)
                .map(score -> PricedWork.price(score.pair().metric()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
