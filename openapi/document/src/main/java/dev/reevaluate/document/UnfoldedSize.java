package dev.reevaluate.document;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Refuses YAML whose aliases stand for more than memory holds: what is one value in the text is many in the tree. */
final class UnfoldedSize {

    private static final long MOST = 1_000_000;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();

    private UnfoldedSize() {}

    static void check(@Nullable Object values) {
        long size = new UnfoldedSize().of(values);
        if (size > MOST) {
            throw new YamlEngineException(
                    "it has more than %s values, with those that its aliases stand for".formatted(MOST));
        }
    }

    // What is in it is counted once, and added as often as it stands there
    private long of(@Nullable Object value) {
        Collection<?> parts =
                value instanceof Map<?, ?> map ? map.values() : value instanceof Collection<?> list ? list : null;
        if (value == null || parts == null) {
            return 1;
        }
        Long before = known.get(value);
        if (before != null) {
            return before;
        }
        long size = 1;
        for (Object part : parts) {
            size = Math.min(MOST + 1, size + of(part));
        }
        known.put(value, size);
        return size;
    }
}
