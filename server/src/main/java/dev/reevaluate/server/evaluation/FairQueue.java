package dev.reevaluate.server.evaluation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for evaluators that serve few at a time: organizations take turns, item for item, however many each has
 * waiting. May be used by several threads.
 */
public final class FairQueue<T> {

    // In the order of their turns
    private final Map<Long, Queue<T>> byOrganization = new LinkedHashMap<>();
    private int size;

    /** Adds the item behind those that its organization has waiting. */
    public synchronized void add(long organization, T item) {
        byOrganization.computeIfAbsent(organization, none -> new ArrayDeque<>()).add(item);
        size++;
    }

    /** Takes the first item of the organization whose turn it is, or null where nothing waits. */
    public @Nullable T poll() {
        return poll(organization -> true);
    }

    /** Takes the first item of the first organization in turn that may have it, or null where none of those has any. */
    public synchronized @Nullable T poll(LongPredicate may) {
        Iterator<Map.Entry<Long, Queue<T>>> organizations =
                byOrganization.entrySet().iterator();
        while (organizations.hasNext()) {
            Map.Entry<Long, Queue<T>> turn = organizations.next();
            if (may.test(turn.getKey())) {
                organizations.remove();
                T item = turn.getValue().remove();
                if (!turn.getValue().isEmpty()) {
                    byOrganization.put(turn.getKey(), turn.getValue());
                }
                size--;
                return item;
            }
        }
        return null;
    }

    /** Returns how many items wait. */
    public synchronized int size() {
        return size;
    }
}
