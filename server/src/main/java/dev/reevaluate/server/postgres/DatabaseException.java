package dev.reevaluate.server.postgres;

/** The embedded PostgreSQL does not do what it should; the message is its own reason. */
final class DatabaseException extends RuntimeException {

    private final String reason;

    DatabaseException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
