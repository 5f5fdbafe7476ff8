package dev.reevaluate.server.command;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.KeyException;
import dev.reevaluate.server.postgres.DatabaseAdvice;
import dev.reevaluate.server.workspace.BadWorkspaceException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine;

/** Says why a command did nothing, and what to do, in place of a stack trace. */
final class Failures {

    private Failures() {}

    static int explain(Exception failure, CommandLine command) {
        Words words = words(failure);
        command.getErr().println((words.description() + System.lineSeparator() + words.action()).strip());
        return CommandLine.ExitCode.SOFTWARE;
    }

    static Words words(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SetupException setup) {
                return new Words(String.valueOf(setup.getMessage()), setup.action());
            }
            if (cause instanceof BadWorkspaceException refused) {
                return new Words(
                        "The document is refused at %s".formatted(refused.getMessage()), "Nothing of it was loaded.");
            }
            if (cause instanceof KeyException refused) {
                return new Words(String.valueOf(refused.getMessage()), "");
            }
        }
        return isOfTheDatabase(failure)
                ? new Words(
                        "The database can't be used: %s".formatted(sentence(DatabaseAdvice.reason(failure))),
                        DatabaseAdvice.on(failure)
                                .orElse("Check that it runs, and --spring.datasource.url, .username and .password."))
                : new Words(
                        "The command failed: %s"
                                .formatted(sentence(String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)
                                        .getMessage()))),
                        "--logging.level.root=info tells more.");
    }

    // What to do stands behind it
    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    private static boolean isOfTheDatabase(Exception failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(SQLException.class::isInstance);
    }

    /** What went wrong, and what to do. */
    record Words(String description, String action) {}
}
