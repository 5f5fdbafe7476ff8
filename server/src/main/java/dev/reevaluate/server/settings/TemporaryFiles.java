package dev.reevaluate.server.settings;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses a directory for temporary files that has none: the web server would, with a stack trace, beside a database that runs. */
final class TemporaryFiles {

    private TemporaryFiles() {}

    static void check(Path directory) {
        try {
            Files.delete(Files.createTempDirectory(directory, "reevaluate"));
        } catch (IOException e) {
            throw new SetupException(
                    "The directory for temporary files, %s, can't be used: %s."
                            .formatted(
                                    directory,
                                    // The reason would name the file that was tried
                                    Files.isDirectory(directory)
                                            ? FileTrouble.reason(e)
                                            : "there is no such directory"),
                    "Let this user write there, or name another by java -Djava.io.tmpdir=DIR -jar ...");
        }
    }
}
