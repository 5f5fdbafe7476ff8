package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** A document as it was named. */
public final class DocumentFile {

    private DocumentFile() {}

    /**
     * Returns the document in the file.
     *
     * @throws SetupException when there is none that can be read
     */
    public static Resource at(Path file) {
        if (!Files.exists(file)) {
            throw refused("There is no file %s.", file);
        }
        if (!Files.isRegularFile(file)) {
            throw refused(Files.isDirectory(file) ? "%s is a directory." : "%s is no ordinary file.", file);
        }
        if (!Files.isReadable(file)) {
            throw refused("%s may not be read by the user who runs this.", file);
        }
        return new FileSystemResource(file);
    }

    private static SetupException refused(String reason, Path file) {
        return new SetupException(reason.formatted(file), "Name a file that is there and can be read.");
    }
}
