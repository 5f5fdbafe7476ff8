package dev.reevaluate.server.judge;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, which is a number of seconds or a date, and may be nonsense: so is a long wait. */
final class RetryAfter {

    // To ask once more does no harm, and a day would be all the time that an evaluation has
    private static final Duration MAX = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,9})");

    private RetryAfter() {}

    /** Returns the wait, an hour at most; null where the header says none, or a longer one. */
    static @Nullable Duration parse(@Nullable String header, Clock clock) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        Matcher seconds = SECONDS.matcher(value);
        if (seconds.matches()) {
            return sensible(Duration.ofSeconds(Long.parseLong(seconds.group(1))));
        }
        try {
            return sensible(Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration sensible(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) <= 0 ? wait : null;
    }
}
