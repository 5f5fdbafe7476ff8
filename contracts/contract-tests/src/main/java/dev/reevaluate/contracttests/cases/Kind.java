package dev.reevaluate.contracttests.cases;

/** Where a case stands: within what is declared, on its edge, or beyond. */
enum Kind {
    POSITIVE,
    BOUNDARY,
    NEGATIVE
}
