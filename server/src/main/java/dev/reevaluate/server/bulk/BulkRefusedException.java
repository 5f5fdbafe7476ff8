package dev.reevaluate.server.bulk;

/** Ends a bulk request, and with it its transaction, for the given reason. */
public final class BulkRefusedException extends RuntimeException {

    private final transient Refusal reason;

    BulkRefusedException(Refusal reason) {
        super(reason.getClass().getSimpleName());
        this.reason = reason;
    }

    /** Why. */
    public Refusal reason() {
        return reason;
    }
}
