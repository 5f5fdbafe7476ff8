package dev.reevaluate.server.web;

/** The request does not follow the contract: 400. */
final class InvalidRequest extends RuntimeException {

    private final transient FieldErrors errors;

    InvalidRequest(FieldErrors errors) {
        super("the request does not follow the contract");
        this.errors = errors;
    }

    FieldErrors errors() {
        return errors;
    }
}
