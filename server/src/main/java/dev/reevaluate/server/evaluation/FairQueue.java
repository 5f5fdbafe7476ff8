package dev.reevaluate.server.evaluation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for evaluators that serve few at a time: organizations take turns by what their items cost, such as time, however
 * many each has waiting (fair queueing). Next is who will have had least with its next item, if that costs what its last one did.
 * Who comes anew starts where the queue stands: it waits for nobody's backlog, and has saved up nothing. May be used by several
 * threads.
 */
public final class FairQueue<T> {

    private final long mostCost;

    // Where two have had the same, the first is next
    private final Map<Long, Share<T>> shares = new LinkedHashMap<>();
    private long standing;
    private int size;
    private int inService;

    /** Takes what an item counts until it has ended, and its cost is known: about the most that one may cost. */
    public FairQueue(long mostCost) {
        this.mostCost = mostCost;
    }

    /** Adds the item behind those that its organization has waiting. */
    public synchronized void add(long organization, T item) {
        Share<T> share = shares.computeIfAbsent(organization, none -> new Share<>());
        if (share.waiting.isEmpty()) {
            share.had = Math.max(share.had, standing);
        }
        share.waiting.add(item);
        size++;
    }

    /** Takes the next item, or null where nothing waits; {@link #ended} is to be told of it. */
    public @Nullable T poll() {
        return poll(organization -> true);
    }

    /** Takes the next item of those organizations that may have one, or null where none of them has any. */
    public synchronized @Nullable T poll(LongPredicate may) {
        shares.values().removeIf(share -> share.isIdle() && share.had <= standing);
        Long next = null;
        List<Share<T>> passedOver = new ArrayList<>();
        for (Map.Entry<Long, Share<T>> entry : shares.entrySet()) {
            Share<T> share = entry.getValue();
            if (share.waiting.isEmpty()) {
                continue;
            }
            if (!may.test(entry.getKey())) {
                passedOver.add(share);
            } else if (next == null || counted(share) < counted(share(next))) {
                next = entry.getKey();
            }
        }
        return next == null ? null : take(next, passedOver);
    }

    private T take(long organization, List<Share<T>> passedOver) {
        Share<T> share = share(organization);
        // Behind whoever has had the same
        shares.remove(organization);
        shares.put(organization, share);
        standing = Math.max(standing, share.had);
        passedOver.forEach(other -> other.had = Math.max(other.had, standing));
        share.inService++;
        inService++;
        size--;
        return share.waiting.remove();
    }

    /** Notes what an item has cost that was taken. */
    public synchronized void ended(long organization, long cost) {
        Share<T> share = share(organization);
        share.inService--;
        share.had += cost;
        share.lastCost = cost;
        inService--;
        if (size == 0 && inService == 0) {
            shares.clear();
            standing = 0;
        }
    }

    /** Returns how many items wait. */
    public synchronized int size() {
        return size;
    }

    /** Returns how many items of the organization wait. */
    public synchronized int size(long organization) {
        Share<T> share = shares.get(organization);
        return share == null ? 0 : share.waiting.size();
    }

    private long counted(Share<T> share) {
        return share.had + share.inService * mostCost + share.lastCost;
    }

    private Share<T> share(long organization) {
        return Objects.requireNonNull(shares.get(organization));
    }

    private static final class Share<T> {

        private final Queue<T> waiting = new ArrayDeque<>();
        private int inService;
        private long had;
        private long lastCost;

        private boolean isIdle() {
            return waiting.isEmpty() && inService == 0;
        }
    }
}
