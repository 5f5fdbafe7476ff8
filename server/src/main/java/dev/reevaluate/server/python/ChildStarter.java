package dev.reevaluate.server.python;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.Owners;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts child processes, with no environment, in a folder that only this server's user can enter. */
final class ChildStarter {

    /** The heap of a child, in megabytes. */
    static final int HEAP_MB = 256;

    private static final Logger log = LoggerFactory.getLogger(ChildStarter.class);

    private static final int FIRST_JAVA_THAT_WARNS = 24;
    private static final int MAX_LOGGED = 2_000;

    private final List<String> command;
    private final Path folder;

    /** Takes the child's class path, and the folder where the Python library is unpacked, once. */
    ChildStarter(String classPath, Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        command = command(classPath, this.folder);
    }

    /**
     * Starts a child; it is not ready yet.
     *
     * @throws EvaluationDelayedException when the system does not let it
     */
    Started start() {
        try {
            prepareFolder();
            // What the JVM says before it is ready; nothing of a program can be in it.
            Path errors = Files.createTempFile(folder, "start-", ".err");
            try {
                return start(errors);
            } finally {
                // It is read and written without a name: it is gone with this process, whatever ends that
                errors.toFile().delete();
            }
        } catch (IOException e) {
            log.warn("No Python process can be started in {}: {}", folder, FileTrouble.reason(e));
            throw new EvaluationDelayedException("no Python process can be started", null);
        }
    }

    private Started start(Path errors) throws IOException {
        InputStream said = Files.newInputStream(errors);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.to(errors.toFile()));
            builder.environment().clear();
            return new Started(new Child(builder.start()), said);
        } catch (IOException e) {
            said.close();
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    private void prepareFolder() throws IOException {
        // The Python library is unpacked into it and runs: it must be nobody else's
        Optional<Owners.Stranger> stranger =
                Owners.trusted(Owners.program(), folder).strangerOn(folder);
        if (stranger.isPresent()) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "%s belongs to the user %s; start the server as that user, or name another reevaluate.data-dir"
                            .formatted(stranger.get().place(), stranger.get().name()));
        }
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder);
            return;
        }
        if (!Files.isDirectory(folder)) {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<String> command(String classPath, Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-Xss8m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Out of memory, it ends instead of going on by chance; the exit code tells.
                "-XX:+ExitOnOutOfMemoryError",
                // Standard output is for frames alone.
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                // No dumps: calls of customers may be in them.
                "-XX:+SuppressFatalErrorMessage",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder,
                "-Dpolyglot.engine.userResourceCache=" + folder));
        Installation.archive(classPath).ifPresent(archive -> {
            // One that does not fit to this Java, to these jars, or at all, is left alone.
            command.add("-XX:SharedArchiveFile=" + archive);
            command.add("-Xshare:auto");
        });
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-cp",
                classPath,
                "dev.reevaluate.python.PythonChild",
                String.valueOf(ProcessHandle.current().pid())));
        return List.copyOf(command);
    }

    /**
     * A child that is getting ready.
     *
     * @param said what it says meanwhile
     */
    record Started(Child child, InputStream said) {

        /** It is ready; what it said is of no interest. */
        void ready() {
            close();
        }

        /** It was ended while it started, and nobody is to blame. */
        void stopped() {
            child.kill();
            close();
        }

        /** It did not get ready. */
        void failed(String reason) {
            child.kill();
            try {
                log.warn(
                        "A Python process did not get ready: {}. It said: {}",
                        reason,
                        new String(said.readNBytes(MAX_LOGGED), StandardCharsets.UTF_8));
            } catch (IOException e) {
                log.warn("A Python process did not get ready: {}", reason);
            }
            close();
        }

        private void close() {
            try {
                said.close();
            } catch (IOException e) {
                log.debug("What a Python process said was not closed", e);
            }
        }
    }
}
