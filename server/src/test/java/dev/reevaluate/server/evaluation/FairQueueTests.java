package dev.reevaluate.server.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Organizations take turns by the time that their items take; here it is stepped, from the end of one item to the next one's. */
class FairQueueTests {

    private static final long MOST = 5_000;

    private final FairQueue<Item> queue = new FairQueue<>(MOST);
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparing(Running::end));
    private final List<Item> ended = new ArrayList<>();
    private final Map<Long, Long> served = new HashMap<>();
    private final Map<Long, Long> lastEnds = new HashMap<>();
    private long now;

    @Test
    void aNewcomersShortItemsWaitForNoTurnOfAllOthersEach() {
        for (long organization = 1; organization <= 8; organization++) {
            add(organization, 100, MOST);
        }
        work(2, 60_000);
        long came = now;
        add(9, 10, 10);

        work(2, came + 3 * MOST);

        assertThat(ended.stream().filter(item -> item.organization == 9)).hasSize(10);
        assertThat(lastEnd(9) - came).isLessThanOrEqualTo(MOST + 10 * 10);
    }

    @Test
    void whoHasLongItemsHasTheSameTimeAsWhoHasShortOnes() {
        add(1, 100, MOST);
        add(2, 100_000, 10);
        add(3, 1000, 400);

        work(1, 300_000);

        assertThat(served.values()).allSatisfy(time -> assertThat(time).isBetween(100_000 - MOST, 100_000 + MOST));
    }

    @Test
    void nothingIsSavedUpByHavingNothing() {
        add(1, 1000, MOST);
        add(2, 1, 10);
        work(1, 1_000_000);
        served.clear();
        add(2, 1000, MOST);

        work(1, 1_100_000);

        assertThat(served.get(1L)).isBetween(50_000 - MOST, 50_000 + MOST);
    }

    @Test
    void nothingIsSavedUpByBeingPassedOver() {
        add(1, 100, 10);
        add(2, 100, 10);
        for (int i = 0; i < 50; i++) {
            queue.ended(
                    1,
                    requireNonNull(queue.poll(organization -> organization == 1))
                            .cost());
        }

        List<Long> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Item next = requireNonNull(queue.poll());
            turns.add(next.organization());
            queue.ended(next.organization(), next.cost());
        }

        assertThat(turns).containsExactly(2L, 1L, 2L, 1L, 2L, 1L, 2L, 1L, 2L, 1L);
    }

    @Test
    void whoHadAlreadyMuchIsNotStarvedByThoseWhoComeAnew() {
        add(1, 1000, MOST);
        work(1, 1_000_000);
        served.clear();
        for (long newcomer = 100; newcomer < 200; newcomer++) {
            add(newcomer, 1, 1000);
            work(1, now + 2000);
        }

        assertThat(served.get(1L)).isGreaterThanOrEqualTo(80_000);
    }

    @Test
    void whatIsUnderWayCountsAsMuchAsItMayTake() {
        add(1, 10, MOST);
        add(2, 10, MOST);

        assertThat(requireNonNull(queue.poll()).organization()).isEqualTo(1);
        assertThat(requireNonNull(queue.poll()).organization()).isEqualTo(2);
        queue.ended(2, 10);
        assertThat(requireNonNull(queue.poll()).organization()).isEqualTo(2);
    }

    @Test
    void itemsOfOneOrganizationAreTakenInTheirOrderAndCounted() {
        add(1, 3, 1);
        add(2, 1, 1);

        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.size(1)).isEqualTo(3);
        work(1, 10);
        assertThat(ended.stream().filter(item -> item.organization == 1))
                .extracting(Item::number)
                .containsExactly(0, 1, 2);
        assertThat(queue.size() + queue.size(1)).isZero();
        assertThat(queue.poll()).isNull();
    }

    private void add(long organization, int items, long cost) {
        for (int i = 0; i < items; i++) {
            queue.add(organization, new Item(organization, i, cost));
        }
    }

    /** Lets so many serve, until that time. */
    private void work(int servers, long until) {
        while (true) {
            while (running.size() < servers && queue.size() > 0) {
                Item item = requireNonNull(queue.poll());
                running.add(new Running(item, now + item.cost()));
            }
            Running first = running.peek();
            if (first == null || first.end() > until) {
                now = until;
                return;
            }
            running.remove(first);
            now = first.end();
            queue.ended(first.item().organization(), first.item().cost());
            served.merge(first.item().organization(), first.item().cost(), Long::sum);
            ended.add(first.item());
            lastEnds.put(first.item().organization(), now);
        }
    }

    private long lastEnd(long organization) {
        return requireNonNull(lastEnds.get(organization));
    }

    private record Item(long organization, int number, long cost) {}

    private record Running(Item item, long end) {}
}
