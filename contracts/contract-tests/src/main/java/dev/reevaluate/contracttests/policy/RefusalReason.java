package dev.reevaluate.contracttests.policy;

import java.util.Locale;

/** Why a server refuses a request that its document does not allow. A policy that names no status for one has it not tried. */
public enum RefusalReason {
    /** No credential, or one that nobody has. */
    UNAUTHENTICATED,
    /** A credential that may only read, for another method than GET. */
    READ_ONLY,
    /** A path that no operation has. */
    UNKNOWN_PATH,
    /** A path whose parameter is not what its schema says. */
    INVALID_PATH_PARAMETER,
    /** A method that the path does not have. */
    UNKNOWN_METHOD,
    /** A body in a media type that the operation does not take. */
    UNKNOWN_MEDIA_TYPE,
    /** A body that is larger than the policy's {@code largest_body}. */
    TOO_LARGE,
    /** A body that is not what its media type says. */
    MALFORMED,
    /** A body or a parameter that breaks its schema. */
    INVALID,
    /** A parameter that is no list, sent twice. */
    REPEATED_PARAMETER;

    /** Returns the name in a policy file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
