package dev.reevaluate.server.evaluation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
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
    public synchronized @Nullable T poll() {
        Iterator<Map.Entry<Long, Queue<T>>> organizations =
                byOrganization.entrySet().iterator();
        if (!organizations.hasNext()) {
            return null;
        }
        Map.Entry<Long, Queue<T>> turn = organizations.next();
        organizations.remove();
        T item = turn.getValue().remove();
        if (!turn.getValue().isEmpty()) {
            byOrganization.put(turn.getKey(), turn.getValue());
        }
        size--;
        return item;
    }

    /** Returns how many items wait. */
    public synchronized int size() {
        return size;
    }
}
