package dev.reevaluate.contracts.cases;

/** The document uses something that no cases are derived from yet: better to stop than to leave it untested. */
public final class UnknownToTheCases extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownToTheCases(String what, String where) {
        super("openapi.yaml uses %s: say in %s what cases it makes".formatted(what, where));
    }
}
