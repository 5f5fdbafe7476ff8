package dev.reevaluate.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Lets the compiler see which generated files came out as in the last build: they get back the time that they had then. */
final class UnchangedFiles {

    private UnchangedFiles() {}

    /** Compares each Java file with its copy of the last build, which stands beside the directory, and copies what changed. */
    static void keepTimes(Path directory) throws IOException {
        Path copies = directory.resolveSibling(directory.getFileName() + "-last");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                Path copy = copies.resolve(directory.relativize(file));
                if (Files.isRegularFile(copy) && Files.mismatch(file, copy) == -1) {
                    Files.setLastModifiedTime(file, Files.getLastModifiedTime(copy));
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
