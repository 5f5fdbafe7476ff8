package dev.reevaluate.contracts.cases;

/** The document uses something that no cases are derived from yet: better to stop than to leave it untested. */
public final class UnknownToTheCases extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is used, where, and what to do about it. */
    UnknownToTheCases(String what) {
        super("openapi.yaml uses " + what);
    }
}
