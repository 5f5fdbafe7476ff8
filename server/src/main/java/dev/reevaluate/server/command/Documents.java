package dev.reevaluate.server.command;

import dev.reevaluate.server.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Documents that commands are given. */
final class Documents {

    private Documents() {}

    /**
     * The document in the file.
     *
     * @throws SetupException when there is none that can be read
     */
    static Resource at(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new SetupException(
                    "%s is no file that can be read.".formatted(file), "Name a document, JSON or YAML.");
        }
        return new FileSystemResource(file);
    }
}
