package dev.reevaluate.mock;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.workspace.DocumentCheck;
import dev.reevaluate.server.workspace.DocumentFile;
import dev.reevaluate.server.workspace.Mistake;
import dev.reevaluate.wiremock.MockWorkspace;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.io.Resource;

/** A workspace document of one's own, held to what the server's command {@code check} wants of it, in the same words. */
final class WorkspaceFile {

    private WorkspaceFile() {}

    /**
     * Returns the world of the document.
     *
     * @throws WrongDocumentException when it has mistakes; its programs are neither compiled nor run
     */
    static MockWorkspace read(Path file) {
        List<Mistake> mistakes = DocumentCheck.of(document(file), true).mistakes();
        if (!mistakes.isEmpty()) {
            throw new WrongDocumentException(String.join(System.lineSeparator(), Mistake.inLines(file, mistakes)));
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
}
