package dev.reevaluate.mock;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.workspace.DocumentCheck;
import dev.reevaluate.server.workspace.DocumentFile;
import dev.reevaluate.server.workspace.Mistake;
import dev.reevaluate.wiremock.MockWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;

/** A workspace document of one's own, held to what the server's command {@code check} wants of it, in the same words. */
final class WorkspaceFile {

    private static final int MOST_SHOWN = 100;

    private WorkspaceFile() {}

    /**
     * Returns the world of the document.
     *
     * @throws WrongDocumentException when it has mistakes; its programs are neither compiled nor run
     */
    static MockWorkspace read(Path file) {
        List<Mistake> mistakes = DocumentCheck.of(document(file), true).mistakes();
        if (!mistakes.isEmpty()) {
            throw new WrongDocumentException(inLines(file, mistakes));
        }
        return MockWorkspace.of(file);
    }

    private static Resource document(Path file) {
        try {
            return DocumentFile.at(file);
        } catch (SetupException none) {
            throw new WrongDocumentException(none.getMessage() + " " + none.action());
        }
    }

    // FILE:LINE: PATH: REASON, which editors know
    private static String inLines(Path file, List<Mistake> mistakes) {
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
        return Stream.concat(lines, rest).collect(Collectors.joining(System.lineSeparator()));
    }
}
