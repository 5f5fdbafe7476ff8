package dev.reevaluate.server.workspace;

/** A workspace document is refused, and nothing of it is loaded: the message says at which place, and why. */
public final class BadWorkspaceException extends RuntimeException {

    private final String path;
    private final int line;
    private final String reason;

    private BadWorkspaceException(Mistake mistake) {
        super(mistake.inWords());
        path = mistake.path();
        line = mistake.line();
        reason = mistake.reason();
    }

    static BadWorkspaceException of(Mistake mistake) {
        return new BadWorkspaceException(mistake);
    }

    static BadWorkspaceException at(String place, String reason) {
        return of(new Mistake(0, place, reason));
    }

    Mistake mistake() {
        return new Mistake(line, path, reason);
    }
}
