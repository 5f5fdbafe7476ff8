package dev.reevaluate.server.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/** What PostgreSQL can't store. */
final class Storable {

    /** As JSON writes it: after a whole number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private Storable() {}

    /** Why PostgreSQL can't store the JSON text. */
    static Optional<String> objection(String json) {
        // The search first: it is fast, and nearly never finds anything.
        return json.contains("\\u0000") && NUL.matcher(json).find()
                ? Optional.of("PostgreSQL stores no text with a NUL in it")
                : Optional.empty();
    }
}
