package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.MetricKind;
import java.util.Locale;

/** Which workers take a slice: metrics whose answers are awaited, for seconds each, never hold up those that are computed. */
public enum Lane {
    /** Predefined metrics: computed by the worker itself, thousands a second. */
    COMPUTED("scheduled_tasks", "1s"),

    /** Judges and Python programs: somebody else answers, and the worker waits for many at once. */
    AWAITED("awaited_tasks", "25s");

    private final String table;
    private final String patienceWithLocks;

    Lane(String table, String patienceWithLocks) {
        this.table = table;
        this.patienceWithLocks = patienceWithLocks;
    }

    /** Returns the table that holds the lane's scheduler executions. */
    String table() {
        return table;
    }

    /**
     * Returns how long a commit waits for a lock: where all is computed, no longer than others may wait for the worker; to ask
     * a judge again costs more than to wait.
     */
    String patienceWithLocks() {
        return patienceWithLocks;
    }

    /** Returns the lane of metrics of the kind, whose evaluation a trigger may decide on. */
    public static Lane of(MetricKind kind, boolean triggered) {
        return kind == MetricKind.PREDEFINED && !triggered ? COMPUTED : AWAITED;
    }

    /** Returns the lane that has the name in the database. */
    static Lane of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Returns the lane's name in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
