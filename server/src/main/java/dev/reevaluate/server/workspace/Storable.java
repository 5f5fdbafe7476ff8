package dev.reevaluate.server.workspace;

import dev.reevaluate.server.JsonBounds;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can't be stored, or not be shown once it is. */
final class Storable {

    /** As JSON writes it: after a whole number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private Storable() {}

    /** Why the entry can't be taken, for one reason or the other. */
    static Optional<Mistake> objection(Entry entry) {
        return bounds(entry).or(() -> text(entry, entry.content().toString()));
    }

    /** Why the entry's fields can't be shown later. */
    static Optional<Mistake> bounds(Entry entry) {
        return entry.content().properties().stream()
                .filter(field -> !JsonBounds.hold(field.getValue()))
                .findFirst()
                .map(field -> entry.mistake(field.getKey(), JsonBounds.BEYOND));
    }

    /** Why PostgreSQL can't store the entry's JSON text. */
    static Optional<Mistake> text(Entry entry, String json) {
        // The search first: it is fast, and nearly never finds anything.
        if (json.contains("\\u0000") && NUL.matcher(json).find()) {
            return Optional.of(entry.mistake("PostgreSQL stores no text with a NUL in it"));
        }
        // Of a pair, codePoints() shows what both stand for
        return json.codePoints().anyMatch(letter -> Character.getType(letter) == Character.SURROGATE)
                ? Optional.of(entry.mistake("PostgreSQL stores no text with half of a surrogate pair in it"))
                : Optional.empty();
    }
}
