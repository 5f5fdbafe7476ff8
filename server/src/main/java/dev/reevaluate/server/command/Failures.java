package dev.reevaluate.server.command;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.KeyException;
import dev.reevaluate.server.workspace.BadWorkspaceException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine;

/** Says why a command did nothing, and what to do, in place of a stack trace. */
final class Failures {

    private Failures() {}

    static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SetupException setup) {
                err.printf("%s%n%s%n", setup.getMessage(), setup.action());
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (cause instanceof BadWorkspaceException refused) {
                err.printf("The document is refused at %s%nNothing of it was loaded.%n", refused.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (cause instanceof KeyException refused) {
                err.println(refused.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        String reason = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        err.printf(
                isOfTheDatabase(failure)
                        ? "The database can't be used: %s%nCheck that it runs, and --spring.datasource.url, .username and"
                                + " .password.%n"
                        : "The command failed: %s%n--logging.level.root=info tells more.%n",
                reason);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isOfTheDatabase(Exception failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(SQLException.class::isInstance);
    }
}
