package dev.reevaluate.alien;

/** What can be wrong with a box office. */
enum Bug {
    NONE,
    /** It was made from an older document, whose halls had more rows. */
    OLDER_DOCUMENT,
    /** It cancels a booking first, and then sees that its guests were admitted. */
    REFUSES_TOO_LATE,
    /** It answers that something is not there as any other JSON. */
    PLAIN_NOT_FOUND,
    /** It does not look at the token's letters. */
    ANY_CASE_TOKEN,
    /** It does not say where a new booking is. */
    NO_LOCATION,
    /** One of its operations is only declared. */
    NOT_WRITTEN
}
