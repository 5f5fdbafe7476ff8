package dev.reevaluate.server.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong with a workspace document, and where.
 *
 * @param line from 1, or 0 where it is not known
 * @param path such as {@code runs[3].duration}, or the column of what can't be read
 */
public record Mistake(int line, String path, String reason) {

    private static final int MOST_SHOWN = 100;

    /** Returns each mistake of the file in a line, as FILE:LINE: PATH: REASON, which editors know; of many the first. */
    public static List<String> inLines(Path file, List<Mistake> mistakes) {
        Stream<String> lines = mistakes.stream()
                .limit(MOST_SHOWN)
                .map(mistake -> "%s:%s %s: %s"
                        .formatted(
                                file,
                                mistake.line() == 0 ? "" : mistake.line() + ":",
                                mistake.path(),
                                mistake.reason()));
        Stream<String> rest = mistakes.size() > MOST_SHOWN
                ? Stream.of("... and %s more".formatted(mistakes.size() - MOST_SHOWN))
                : Stream.empty();
        return Stream.concat(lines, rest).toList();
    }

    /** Returns the place and the reason, in one line. */
    public String inWords() {
        return path.startsWith("column")
                ? "line %s, %s: %s".formatted(line, path, reason)
                : "%s%s: %s".formatted(path, line == 0 ? "" : ", line " + line, reason);
    }
}
