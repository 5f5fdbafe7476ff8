package dev.reevaluate.server.evaluation;

import java.util.Locale;

/** Who evaluates a metric: a formula of this server, a language model, or a Python program. */
public enum MetricKind {
    PREDEFINED,
    LLM_JUDGE,
    CUSTOM_CODE;

    /** Returns the contract's name of this kind. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind with the contract's name. */
    public static MetricKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
