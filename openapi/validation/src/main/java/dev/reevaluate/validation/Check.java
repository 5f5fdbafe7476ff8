package dev.reevaluate.validation;

/** What is checked of a request, in this order; the first check that fails answers, and nothing after it is looked at. */
public enum Check {
    /** Whether the key is known: 401. */
    KEY,
    /** Whether the path is one of the contract's: 404. */
    ROUTE,
    /** Whether the path has the method: 405. */
    METHOD,
    /** Whether the key may do that: 403. */
    PERMISSION,
    /** Whether the body is of a media type that the operation takes: 415. */
    MEDIA_TYPE,
    /** Whether the body is small enough: 413. */
    SIZE,
    /** Whether body and query can be read at all: 400. */
    SYNTAX,
    /** Whether body and parameters are as their schemas say: 400. */
    SHAPE,
    /** All that depends on the data: existence, scope, eligibility, balance, and success. */
    WORLD;

    /** Whether this check comes before the other. */
    public boolean isBefore(Check other) {
        return compareTo(other) < 0;
    }
}
