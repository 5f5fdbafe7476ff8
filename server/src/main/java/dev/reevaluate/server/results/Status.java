package dev.reevaluate.server.results;

import java.util.Locale;

/** The ten states that results and runs share, as the contract names them. */
public enum Status {
    RUNNING,
    COMPLETED,
    FAILED,
    PENDING,
    IN_PROGRESS,
    EVALUATING,
    IN_QUEUE,
    TIMEOUT,
    CANCELLED,
    SCALING_UP;

    /**
     * Returns the state with the contract's name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Status of(String wireName) {
        for (Status status : values()) {
            if (status.wireName().equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of that name");
    }

    /** Returns the contract's name of this state. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
