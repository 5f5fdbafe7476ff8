package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Intervals are as long as they are, whatever becomes of the machine's time of day. */
class SteadyClockTests {

    @Test
    void anIntervalIsWhatHasPassedWhereverItsCountBegins() {
        AtomicLong nanos = new AtomicLong(Long.MIN_VALUE);
        SteadyClock clock = new SteadyClock(nanos::get);
        Instant start = clock.instant();

        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofHours(1));
        assertThat(new SteadyClock().instant()).isAfter(Instant.MIN);
    }
}
