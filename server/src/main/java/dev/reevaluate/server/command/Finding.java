package dev.reevaluate.server.command;

import org.jspecify.annotations.Nullable;

/**
 * What the doctor found.
 *
 * @param subject what was looked at
 * @param next what to do, where it is not well
 */
record Finding(
        Level level, String subject, String text, @Nullable String next) {

    static Finding ok(String subject, String text) {
        return new Finding(Level.ok, subject, text, null);
    }

    static Finding warning(String subject, String text, String next) {
        return new Finding(Level.warning, subject, text, next);
    }

    static Finding failed(String subject, String text, String next) {
        return new Finding(Level.failed, subject, text, next);
    }

    @Override
    public String toString() {
        return "%-8s %-9s %s%s".formatted(level, subject, text, next == null ? "" : " " + next);
    }

    /** How well it is. */
    enum Level {
        ok,
        warning,
        failed
    }
}
