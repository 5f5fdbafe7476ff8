package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Refuses what is wrong with the options of a command line, whether it serves or runs a command. */
public final class GivenOptions implements SpringApplicationRunListener {

    private final List<String> arguments;

    GivenOptions(SpringApplication application, String[] arguments) {
        this.arguments = List.of(arguments);
    }

    @Override
    public void environmentPrepared(ConfigurableBootstrapContext context, ConfigurableEnvironment environment) {
        refuseTwiceOrEmpty(arguments);
    }

    /**
     * Refuses options that a server would refuse, too.
     *
     * @throws SetupException with the name of the first one
     */
    public static void check(List<String> arguments) {
        SettingsAtStart.checkDatabase(checked(arguments));
    }

    /**
     * Refuses the same for what needs no database, but lets half of one be named: a password may be left of another command.
     *
     * @throws SetupException with the name of the first one
     */
    public static void checkWithoutDatabase(List<String> arguments) {
        checked(arguments);
    }

    private static ConfigurableEnvironment checked(List<String> arguments) {
        refuseTwiceOrEmpty(arguments);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
        SettingsAtStart.check(environment);
        return environment;
    }

    // Spring would join the values by a comma, and a command that was edited in a hurry has one too many. Values
    // are not shown: one may be a password.
    private static void refuseTwiceOrEmpty(List<String> arguments) {
        Set<String> names = new HashSet<>();
        for (String argument : arguments) {
            String name = argument.split("=", 2)[0];
            if (argument.startsWith("--")
                    && !names.add(name.replaceAll("[._-]", "").toLowerCase(Locale.ROOT))) {
                throw new SetupException(
                        "The option %s is given twice.".formatted(name),
                        "Give it once; a list is one value, with commas.");
            }
            // Of a variable that is not set, for instance: the demo would be served in place of the document
            if (argument.matches("--reevaluate\\.workspace(=\\s*)?")) {
                throw new SetupException(
                        "The option %s names no document.".formatted(name), "Name one, or leave it out.");
            }
        }
    }
}
