package dev.reevaluate.server.workspace;

/** A workspace document is refused, and nothing of it is loaded: the message says at which place, and why. */
public final class BadWorkspaceException extends RuntimeException {

    private BadWorkspaceException(String message) {
        super(message);
    }

    static BadWorkspaceException at(String place, String reason) {
        return new BadWorkspaceException("%s: %s".formatted(place, reason));
    }
}
