package dev.reevaluate.server.workspace;

import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The lines of an entry's tokens, in the order in which they were read. */
final class LineNumbers {

    private int[] lines = new int[64];
    private int size;

    void add(int line) {
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, 2 * size);
        }
        lines[size++] = line;
    }

    /** Forgets all but the last token: with it an entry begins. */
    void startWithLast() {
        lines[0] = lines[size - 1];
        size = 1;
    }

    /** Returns the line of the part of the entry that the pointer names, or of the nearest part around it that there is. */
    int of(JsonNode entry, JsonPointer pointer) {
        int token = 0;
        JsonNode node = entry;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            int next = node.isObject() ? tokensBefore(node, rest.getMatchingProperty()) : tokensBefore(node, rest);
            if (next < 0) {
                break;
            }
            token += next;
            node = node.isObject() ? node.path(rest.getMatchingProperty()) : node.path(rest.getMatchingIndex());
        }
        return lines[Math.min(token, size - 1)];
    }

    private static int tokensBefore(JsonNode object, String property) {
        int tokens = 1;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            tokens++;
            if (field.getKey().equals(property)) {
                return tokens;
            }
            tokens += tokens(field.getValue());
        }
        return -1;
    }

    private static int tokensBefore(JsonNode array, JsonPointer element) {
        int index = element.getMatchingIndex();
        if (index < 0 || index >= array.size()) {
            return -1;
        }
        int tokens = 1;
        for (int i = 0; i < index; i++) {
            tokens += tokens(array.path(i));
        }
        return tokens;
    }

    private static int tokens(JsonNode node) {
        int own = node.isContainer() ? 2 + (node.isObject() ? node.size() : 0) : 1;
        for (JsonNode child : node.values()) {
            own += tokens(child);
        }
        return own;
    }
}
