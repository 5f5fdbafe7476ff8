package dev.reevaluate.server.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the jar does when its arguments are more than the server's options. */
final class Commands {

    private static final Pattern SERVER_OPTION = Pattern.compile("(?s)--[\\w-]+[.\\[][^=]*(=.*)?");
    // Spring's two that have no dot
    private static final Pattern SPRING_SWITCH = Pattern.compile("--(debug|trace)(=.*)?");

    private Commands() {}

    /** Whether the arguments ask for a command, and not for a server with options such as {@code --server.port=80}. */
    static boolean areAskedForBy(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> !argument.isBlank())
                .anyMatch(argument -> !isServerOption(argument)
                        && !SPRING_SWITCH.matcher(argument).matches());
    }

    /**
     * Runs the command, with the server's options among the arguments as the server would take them.
     *
     * @return the exit code: 0 done, 1 refused or failed, 2 no such command or option
     */
    static int run(InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
        // The server's options have a dot in their names, those of commands have none.
        List<String> serverOptions =
                Arrays.stream(arguments).filter(Commands::isServerOption).toList();
        String[] command = Arrays.stream(arguments)
                .filter(argument -> !argument.isBlank() && !isServerOption(argument))
                .toArray(String[]::new);
        ServerDatabase database = new ServerDatabase(serverOptions);
        PythonCompiler python = new PythonCompiler(serverOptions);
        CommandLine commands = new CommandLine(new ServeCommand())
                .addSubcommand(new CheckCommand(python))
                .addSubcommand(new LoadCommand(database.orNew()))
                .addSubcommand(new ExportCommand(database))
                .addSubcommand(new ImportCommand())
                .addSubcommand(new KeysCommand(database, in))
                .addSubcommand(new PruneCommand(database, Clock.systemUTC()))
                .addSubcommand(new DoctorCommand(database.asItIs(), python));
        int code = commands.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Commands::explain)
                .setExecutionExceptionHandler((failure, at, parsed) -> Failures.explain(failure, at))
                .execute(command);
        if (out.checkError() && code == CommandLine.ExitCode.OK) {
            err.println("Standard output could not be written: it is not complete. Look whether the disk is full.");
            code = CommandLine.ExitCode.SOFTWARE;
        }
        err.flush();
        return code;
    }

    private static boolean isServerOption(String argument) {
        return SERVER_OPTION.matcher(argument).matches();
    }

    private static int explain(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            err.printf(
                    "There is no command %s; there is %s.%n",
                    unmatched.getUnmatched().get(0),
                    String.join(", ", command.getSubcommands().keySet()));
        } else {
            err.printf("%s.%n", String.valueOf(mistake.getMessage()).replaceAll("\\.$", ""));
        }
        err.printf("See: %s --help%n", command.getCommandSpec().qualifiedName());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
