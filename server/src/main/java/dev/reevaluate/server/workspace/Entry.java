package dev.reevaluate.server.workspace;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of a list of a workspace document.
 *
 * @param position in its list, from 0
 * @param lines where its parts stand
 */
record Entry(Section section, int position, ObjectNode content, LineNumbers lines) {

    /** Returns where the entry stands in the document, such as {@code runs[3]}. */
    String path() {
        return path(section, position);
    }

    static String path(Section section, int position) {
        return "%s[%s]".formatted(section.wireName(), position);
    }

    /** Returns a mistake in one of its fields. */
    Mistake mistake(String field, String reason) {
        return new Mistake(lines.of(content, JsonPointer.empty().appendProperty(field)), path() + "." + field, reason);
    }

    /** Returns a mistake in all of it. */
    Mistake mistake(String reason) {
        return new Mistake(lines.of(content, JsonPointer.empty()), path(), reason);
    }
}
