package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait is read from seconds and from dates, and from nothing else. */
class RetryAfterTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-04-08T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | PT0S
            ' 7 '                         | PT7S
            3600                          | PT1H
            00000000000000000000000000001 | PT1S
            Wed, 08 Apr 2026 12:00:30 GMT | PT30S
            Wed, 08 Apr 2026 11:00:00 GMT | PT0S
            Wed, 08 Apr 2026 13:00:00 GMT | PT1H
            """)
    void aWaitOfUpToAnHourIsRead(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOON)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3601", "100000000000000000000", "Wed, 08 Apr 2026 13:00:01 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void aLongerOneIsNone(String header) {
        assertThat(RetryAfter.parse(header, NOON)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "2026-04-08T12:00:30Z", "Mon, 08 Apr 2026 12:00:30 GMT"})
    void nonsenseIsNoWait(String header) {
        assertThat(RetryAfter.parse(header, NOON)).isNull();
    }

    @Test
    void noHeaderIsNoWait() {
        assertThat(RetryAfter.parse(null, NOON)).isNull();
    }
}
