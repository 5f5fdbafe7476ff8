package dev.reevaluate.contracttests.cases;

/** Where a case stands to what is declared. */
enum Kind {
    /** Within it. */
    POSITIVE,
    /** On its edge. */
    BOUNDARY,
    /** Beyond it. */
    NEGATIVE,
    /** The document leaves it open. */
    OPEN
}
