package dev.reevaluate.server.web;

import org.springframework.http.HttpStatus;

/** The request is not served, whatever its parameters say: answered with the status and one sentence. */
final class RequestDenied extends RuntimeException {

    private final HttpStatus status;

    RequestDenied(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static RequestDenied forbidden() {
        return new RequestDenied(HttpStatus.FORBIDDEN, Wording.FORBIDDEN);
    }

    static RequestDenied notFound() {
        return new RequestDenied(HttpStatus.NOT_FOUND, Wording.NOT_FOUND);
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
