package dev.reevaluate.server.requests;

import java.util.Locale;

/** Where a request is on its way. */
public enum RequestPhase {
    /** Some of its evaluations are owed. */
    RUNNING,

    /** All have ended. */
    COMPLETED,

    /** It was ended before all were done. */
    CANCELLED;

    /** Returns the state as callers write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state that callers write so. */
    public static RequestPhase of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
