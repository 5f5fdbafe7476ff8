package dev.reevaluate.wiremock;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps so many entries, those that were added last. */
final class LatestEntries<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    LatestEntries(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
