package dev.reevaluate.server;

/** The server can't start as it is set up: says what is wrong, and what whoever started it can do. */
public final class SetupException extends RuntimeException {

    private final String action;

    /** The description says what is wrong, the action what to do, each a sentence. */
    public SetupException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** Returns what to do. */
    public String action() {
        return action;
    }
}
