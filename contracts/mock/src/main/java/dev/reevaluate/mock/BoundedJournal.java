package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last requests, for those who verify them: at most so many, and of large bodies fewer, but always the last one.
 * WireMock's own journal counts all its entries at each request.
 */
final class BoundedJournal implements RequestJournalStore {

    private final int maxRequests;
    private final long maxBytes;
    private final Map<UUID, ServeEvent> events = new LinkedHashMap<>();
    private long bytes;

    /** Takes the largest number of requests, and of the bytes in the bodies of them and their answers. */
    BoundedJournal(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized void add(ServeEvent event) {
        events.put(event.getId(), event);
        bytes += size(event);
        while (events.size() > maxRequests || (bytes > maxBytes && events.size() > 1)) {
            removeLast();
        }
    }

    /** Replaces an event that is still here. */
    @Override
    public synchronized void put(UUID id, ServeEvent event) {
        ServeEvent replaced = events.get(id);
        if (replaced != null) {
            events.put(id, event);
            bytes += size(event) - size(replaced);
        }
    }

    /** Removes the oldest, which WireMock calls the last. */
    @Override
    public synchronized void removeLast() {
        Iterator<ServeEvent> oldestFirst = events.values().iterator();
        if (oldestFirst.hasNext()) {
            bytes -= size(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    /** Returns the newest first. */
    @Override
    public synchronized Stream<ServeEvent> getAll() {
        List<ServeEvent> all = new ArrayList<>(events.values());
        Collections.reverse(all);
        return all.stream();
    }

    @Override
    public Stream<UUID> getAllKeys() {
        return getAll().map(ServeEvent::getId);
    }

    @Override
    public synchronized Optional<ServeEvent> get(UUID id) {
        return Optional.ofNullable(events.get(id));
    }

    @Override
    public synchronized void remove(UUID id) {
        ServeEvent removed = events.remove(id);
        if (removed != null) {
            bytes -= size(removed);
        }
    }

    @Override
    public synchronized void clear() {
        events.clear();
        bytes = 0;
    }

    private static long size(ServeEvent event) {
        LoggedResponse response = event.getResponse();
        return length(event.getRequest().getBody()) + (response == null ? 0 : length(response.getBody()));
    }

    private static long length(byte @Nullable [] body) {
        return body == null ? 0 : body.length;
    }
}
