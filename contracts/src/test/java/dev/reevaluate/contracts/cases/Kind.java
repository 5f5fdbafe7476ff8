package dev.reevaluate.contracts.cases;

/** Where a case stands: within what is declared, on its edge, or beyond. */
enum Kind {
    POSITIVE,
    BOUNDARY,
    NEGATIVE
}
