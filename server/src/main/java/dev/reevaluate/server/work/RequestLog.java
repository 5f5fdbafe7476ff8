package dev.reevaluate.server.work;

import dev.reevaluate.server.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells the log how far a bulk request is: a line each ten seconds while this instance works on it, and one when its last
 * evaluation has ended, by whichever instance ends it.
 */
@Component
class RequestLog {

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    private static final Duration EACH = Duration.ofSeconds(10);

    /** Of requests that other instances end nothing is heard here any more: the oldest are forgotten. */
    private static final int REMEMBERED = 1000;

    private final Slices slices;
    private final SteadyClock clock;
    private final Map<Long, Told> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Told> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Autowired
    RequestLog(Slices slices) {
        this(slices, new SteadyClock());
    }

    RequestLog(Slices slices, SteadyClock clock) {
        this.slices = slices;
        this.clock = clock;
    }

    /** Notes that the slice is being worked on; cheap enough to be said ten times a second. */
    void working(Slice slice) {
        Told last = due(slice.requestId());
        if (last != null) {
            tell(slice.requestId(), last.progress());
        }
    }

    /** Notes that nothing is owed of the slice any more. */
    void ended(Slice slice) {
        RequestProgress now = hasEnded(slice.requestId()) ? read(slice.requestId()) : null;
        if (now != null && now.owed() == 0 && forget(slice.requestId())) {
            log.info("Request {} has ended: {}", slice.requestId(), now.summary());
        }
    }

    /** Notes that the slice waits for another try. */
    void waits(Slice slice, Duration delay, String reason) {
        if (due(slice.requestId()) != null || firstWait(slice.requestId())) {
            log.warn("Request {} waits {} s for another try: {}", slice.requestId(), delay.toSeconds(), reason);
        }
    }

    private void tell(long request, @Nullable RequestProgress before) {
        RequestProgress now = read(request);
        // Whoever ended its last slice tells that
        if (now != null && now.owed() > 0) {
            log.info("Request {}: {}", request, now.since(before));
            synchronized (told) {
                told.computeIfPresent(request, (id, last) -> new Told(last.at(), last.waited(), now));
            }
        }
    }

    // Asked at the end of each slice: to read all slices of the request then would cost the square of their number
    private boolean hasEnded(long request) {
        try {
            return !slices.anyOpenOf(request);
        } catch (DataAccessException databaseAway) {
            log.debug("Whether request {} has ended can't be read", request, databaseAway);
            return false;
        }
    }

    // The log line is not worth a worker's failure.
    private @Nullable RequestProgress read(long request) {
        try {
            return slices.progress(request);
        } catch (DataAccessException databaseAway) {
            log.debug("The progress of request {} can't be read", request, databaseAway);
            return null;
        }
    }

    // What was last told where the next line is due; whoever gets it tells the next one. A request is first told of ten
    // seconds after its first work.
    private @Nullable Told due(long request) {
        Instant now = clock.instant();
        synchronized (told) {
            Told last = told.get(request);
            if (last != null && Duration.between(last.at(), now).compareTo(EACH) < 0) {
                return null;
            }
            told.put(
                    request, last == null ? new Told(now, false, null) : new Told(now, last.waited(), last.progress()));
            return last;
        }
    }

    private boolean firstWait(long request) {
        synchronized (told) {
            Told last = told.get(request);
            if (last == null || last.waited()) {
                return false;
            }
            told.put(request, new Told(last.at(), true, last.progress()));
            return true;
        }
    }

    private boolean forget(long request) {
        synchronized (told) {
            return told.remove(request) != null;
        }
    }

    private record Told(
            Instant at, boolean waited, @Nullable RequestProgress progress) {}
}
