package dev.reevaluate.server.workspace;

/**
 * What is wrong with a workspace document, and where.
 *
 * @param line from 1, or 0 where it is not known
 * @param path such as {@code runs[3].duration}, or the column of what can't be read
 */
public record Mistake(int line, String path, String reason) {

    /** Returns the place and the reason, in one line. */
    public String inWords() {
        return path.startsWith("column")
                ? "line %s, %s: %s".formatted(line, path, reason)
                : "%s%s: %s".formatted(path, line == 0 ? "" : ", line " + line, reason);
    }
}
