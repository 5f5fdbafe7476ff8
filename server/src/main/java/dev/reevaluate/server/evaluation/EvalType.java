package dev.reevaluate.server.evaluation;

import java.util.Locale;

/** What a metric's score is: pass or fail, a grade from 0 to 5, a number, or one of a list of values. */
public enum EvalType {
    BINARY,
    CONTINUOUS_QUALITATIVE,
    NUMERIC,
    ENUM;

    /** Returns the contract's name of this type. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type with the contract's name. */
    public static EvalType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
