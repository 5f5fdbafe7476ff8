package dev.reevaluate.server;

import java.time.Duration;

/** What the value of a setting may be: beyond it the start is refused, with the setting's name. */
public final class SettingBounds {

    private final String prefix;

    private SettingBounds(String prefix) {
        this.prefix = prefix;
    }

    /** Those of settings whose names begin with the prefix and a point. */
    public static SettingBounds of(String prefix) {
        return new SettingBounds(prefix);
    }

    /** Takes whole numbers from the least to the most. */
    public SettingBounds number(String name, int value, int least, int most) {
        require(value >= least && value <= most, name, "must be from %s to %s".formatted(least, most));
        return this;
    }

    /** Takes times from a millisecond on. */
    public SettingBounds time(String name, Duration value, int mostDays) {
        return time(name, value, Duration.ofMillis(1), mostDays);
    }

    /** Takes times from none at all on. */
    public SettingBounds timeOrNone(String name, Duration value, int mostDays) {
        return time(name, value, Duration.ZERO, mostDays);
    }

    /** Takes what is met, as the rule says. */
    public SettingBounds require(boolean met, String name, String rule) {
        if (!met) {
            throw new SetupException(
                    "%s.%s %s.".formatted(prefix, name, rule),
                    "Correct %s.%s and start again.".formatted(prefix, name));
        }
        return this;
    }

    private SettingBounds time(String name, Duration value, Duration least, int mostDays) {
        return require(
                value.compareTo(least) >= 0 && value.compareTo(Duration.ofDays(mostDays)) <= 0,
                name,
                "must be a time from %s to %sd, such as 30s".formatted(least.isZero() ? "0s" : "1ms", mostDays));
    }
}
