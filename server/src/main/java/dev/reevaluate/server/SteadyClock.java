package dev.reevaluate.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Measures how long something takes or is ago: it goes on evenly where the machine's clock is set back or forth. What it tells
 * is no time of day.
 */
public final class SteadyClock extends Clock {

    private final LongSupplier nanoTime;

    /** Goes on as the machine does. */
    public SteadyClock() {
        this(System::nanoTime);
    }

    /** Goes on as {@code nanoTime} does. */
    public SteadyClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
