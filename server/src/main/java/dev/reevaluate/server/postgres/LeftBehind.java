package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases that killed servers left running. One is ours if its own command line names our directory, and only then;
 * what {@code postmaster.pid} says about processes may be out of date and is not asked.
 */
final class LeftBehind {

    private static final Logger log = LoggerFactory.getLogger(LeftBehind.class);

    private LeftBehind() {}

    /** Ends those that run on the directory. */
    static void stop(Path database, Programs programs) throws IOException {
        for (ProcessHandle process : on(database)) {
            log.info(
                    "The last server was killed; stopping the database that it left behind (process {})",
                    process.pid());
            Postmaster.end(process, programs);
        }
    }

    /** Returns the PostgreSQL servers that were started on the directory. */
    static List<ProcessHandle> on(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().command().filter(LeftBehind::isPostgres).isPresent()
                                && names(process.info(), database))
                .toList();
    }

    // Others' programs may have names that are no path in our encoding
    static boolean isPostgres(String command) {
        int name = Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1;
        return command.startsWith("postgres", name);
    }

    // Windows does not tell the arguments of a process: there (not tried) one that is left behind is not found, and
    // PostgreSQL refuses the start with its own words.
    private static boolean names(ProcessHandle.Info process, Path database) {
        String[] arguments = process.arguments().orElse(new String[0]);
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-D") && isSame(arguments[i + 1], database)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String argument, Path database) {
        try {
            // Relative to a directory of its own, which we don't know
            return Path.of(argument).isAbsolute() && Files.isSameFile(Path.of(argument), database);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
