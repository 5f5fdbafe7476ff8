package dev.reevaluate.server.command;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.settings.GivenOptions;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the jar does when its arguments are more than the server's options. */
final class Commands {

    private static final Pattern SERVER_OPTION = Pattern.compile("(?s)--[\\w-]+[.\\[][^=]*(=.*)?");
    // Spring's two that have no dot
    private static final Pattern SPRING_SWITCH = Pattern.compile("--(debug|trace)(=.*)?");

    static final String DATA_DIRECTORY = "  --reevaluate.data-dir=DIR       where the embedded database lives (./data)";
    static final String DATABASE_URL =
            "  --spring.datasource.url=URL     your PostgreSQL, with .username and .password";

    private static final Set<String> WITHOUT_DATABASE = Set.of("check", "import");

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
        ServerDatabase database = new ServerDatabase(serverOptions, err);
        PythonCompiler python = new PythonCompiler(serverOptions);
        CommandLine commands = new CommandLine(new ServeCommand())
                .addSubcommand(new CheckCommand(python))
                .addSubcommand(new LoadCommand(database))
                .addSubcommand(new ExportCommand(database))
                .addSubcommand(new ImportCommand())
                .addSubcommand(new KeysCommand(database, in))
                .addSubcommand(new PruneCommand(database))
                .addSubcommand(new DoctorCommand(database.asItIs(), python));
        commands.getSubcommands().forEach((name, subcommand) -> {
            if (!WITHOUT_DATABASE.contains(name)) {
                tellHowToNameTheDatabase(subcommand);
            }
        });
        int code = commands.setOut(out)
                .setErr(err)
                .registerConverter(Path.class, Commands::path)
                .registerConverter(Long.class, Commands::number)
                .registerConverter(long.class, Commands::number)
                .setExecutionStrategy(asked -> execute(asked, serverOptions))
                .setParameterExceptionHandler((mistake, given) -> explain(mistake, serverOptions))
                .setExecutionExceptionHandler((failure, at, parsed) -> Failures.explain(failure, at))
                .execute(command);
        if (out.checkError() && code == CommandLine.ExitCode.OK) {
            err.println(
                    "Standard output could not be written: it is not complete. %s.".formatted(Terminal.advice(out)));
            code = CommandLine.ExitCode.SOFTWARE;
        }
        err.flush();
        return code;
    }

    // A misspelt option is refused by a command that needs it not: the next one may
    private static int execute(ParseResult asked, List<String> serverOptions) {
        @Nullable Integer help = CommandLine.executeHelpRequest(asked);
        if (help != null) {
            return help;
        }
        try {
            if (needsDatabase(asked)) {
                GivenOptions.check(serverOptions);
            } else {
                GivenOptions.checkWithoutDatabase(serverOptions);
            }
        } catch (SetupException e) {
            List<CommandLine> commands = asked.asCommandLineList();
            throw new ParameterException(
                    commands.get(commands.size() - 1), "%s %s".formatted(e.getMessage(), e.action()));
        }
        return new CommandLine.RunLast().execute(asked);
    }

    private static boolean needsDatabase(ParseResult asked) {
        return !asked.hasSubcommand()
                || !WITHOUT_DATABASE.contains(asked.subcommand().commandSpec().name());
    }

    private static void tellHowToNameTheDatabase(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .footerHeading("%nThe database:%n")
                .footer(DATA_DIRECTORY, DATABASE_URL);
        command.getSubcommands().values().forEach(Commands::tellHowToNameTheDatabase);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'%s' can't be written in this locale; LC_ALL=C.UTF-8 can".formatted(text));
        }
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' is no whole number".formatted(text));
        }
    }

    private static boolean isServerOption(String argument) {
        return SERVER_OPTION.matcher(argument).matches();
    }

    private static int explain(ParameterException mistake, List<String> serverOptions) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            err.printf(
                    "There is no command %s; there is %s.%n",
                    unmatched.getUnmatched().get(0),
                    String.join(", ", command.getSubcommands().keySet()));
            // "--server.port 8081" is an option without a value and a command 8081
            serverOptions.stream()
                    .filter(option -> !option.contains("="))
                    .forEach(option -> err.printf("A value of %1$s is given as %1$s=VALUE.%n", option));
        } else {
            err.printf("%s.%n", String.valueOf(mistake.getMessage()).replaceAll("\\.$", ""));
        }
        err.printf("See: %s --help%n", command.getCommandSpec().qualifiedName());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
