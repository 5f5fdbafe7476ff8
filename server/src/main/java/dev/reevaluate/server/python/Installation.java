package dev.reevaluate.server.python;

import dev.reevaluate.server.Owners;
import dev.reevaluate.server.SetupException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the program of the child processes, which is no part of the server's jar. */
final class Installation {

    static final String MISSING = "This server runs no Python metrics: reevaluate-python.jar is missing. Put the one of"
            + " the same version and of the same owner beside the server's jar, or name it with reevaluate.python.jar; in a checkout,"
            + " \"./mvnw package\" makes it (server/python/target/reevaluate-python.jar).";

    private static final String JAR = "reevaluate-python.jar";

    private Installation() {}

    /**
     * Returns the child's class path: the jar given, else the one beside the server's jar, else what the build of a checkout has made;
     * empty where there is none.
     *
     * @throws SetupException when the jar given is no file
     */
    static Optional<String> classPath(@Nullable Path given) {
        if (given == null) {
            return found(Owners.program());
        }
        if (!Files.isRegularFile(given)) {
            throw new SetupException(
                    "reevaluate.python.jar names no file: %s.".formatted(given.toAbsolutePath()),
                    "Name reevaluate-python.jar, or leave the property out if the jar lies beside the server's.");
        }
        return Optional.of(given.toAbsolutePath().toString());
    }

    /** Returns what belongs to a server that runs from this jar or folder of classes: nothing that somebody else put beside it. */
    static Optional<String> found(Path server) {
        Path origin = server.toAbsolutePath().normalize();
        Path folder = origin.resolveSibling("");
        Path build = folder.resolve("../python/target").normalize();
        // From classes, the build has just made classes; a jar may be of an earlier build.
        return Files.isDirectory(origin)
                ? classes(build, origin).or(() -> jar(build, origin))
                : jar(folder, origin).or(() -> jar(build, origin)).or(() -> classes(build, origin));
    }

    /** Returns the archive of loaded classes beside the child's program, if there is one: of the same owner, and for this Java. */
    static Optional<Path> archive(String classPath) {
        Path program = Path.of(classPath.substring(classPath.lastIndexOf(File.pathSeparator) + 1));
        return Optional.of(program.resolveSibling(
                        "reevaluate-python-%s.jsa".formatted(System.getProperty("java.vm.version"))))
                .filter(archive -> isFileOfTheOwnerOf(program, archive));
    }

    private static Optional<String> jar(Path folder, Path server) {
        return Optional.of(folder.resolve(JAR))
                .filter(jar -> isFileOfTheOwnerOf(server, jar))
                .map(Path::toString);
    }

    // Written by the build of server/python, which "spring-boot:run" does not take as far as a jar.
    private static Optional<String> classes(Path build, Path server) {
        Path list = build.resolve("reevaluate-python.classpath");
        if (!isFileOfTheOwnerOf(server, list)) {
            return Optional.empty();
        }
        try {
            // In this order the archive fits: it is one of the jars, as a folder can't be in it.
            return Optional.of(Files.readString(list).strip() + File.pathSeparator + build.resolve("classes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // In a folder such as /tmp anybody can put a file beside the server's jar, and it would run as the server.
    private static boolean isFileOfTheOwnerOf(Path trusted, Path file) {
        try {
            return Files.isRegularFile(file) && Files.getOwner(file).equals(Files.getOwner(trusted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
