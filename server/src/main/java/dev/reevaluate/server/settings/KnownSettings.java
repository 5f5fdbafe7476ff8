package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses a setting that there is not, as one that is misspelt would be left out without a word: a {@code reevaluate.*} or
 * {@code spring.datasource.*} setting wherever it was set, any other on the command line, and of the libraries in a file.
 */
final class KnownSettings {

    // --reevaluate.web.max-body-size, REEVALUATE_WEB_MAXBODYSIZE and reevaluate.web.maxBodySize are one
    private static final Pattern OURS = Pattern.compile("(?i)reevaluate[._].*");
    // Without its URL the server would bring a database of its own, and serve the demo in place of the data
    private static final Pattern DATABASE = Pattern.compile("(?i)spring[._]datasource[._].*");
    // Kubernetes tells each container of every service in such variables, and a service may be called reevaluate, too
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "(REEVALUATE|SPRING_DATASOURCE)_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");
    private static final Pattern ELEMENT_OF_A_LIST = Pattern.compile("(\\[\\d+]|_\\d+_?)$");
    private static final Pattern SEPARATOR = Pattern.compile("[._-]");

    private static final String LISTED = " The README and docs/ list all of ours.";

    private final Map<String, String> all;
    private final Map<String, String> ours;
    private final Set<String> families;

    KnownSettings(Collection<String> names) {
        all = byUniformName(names);
        ours = byUniformName(
                names.stream().filter(name -> OURS.matcher(name).matches()).toList());
        families = names.stream().map(KnownSettings::family).collect(Collectors.toSet());
    }

    void check(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settings) {
                for (String name : settings.getPropertyNames()) {
                    if (isForUs(name, source)) {
                        check(name);
                    }
                }
            }
        }
    }

    // A file may have names of its own, which other values refer to; variables are set for other programs, too
    private boolean isForUs(String name, PropertySource<?> source) {
        if (OURS.matcher(name).matches() || DATABASE.matcher(name).matches()) {
            return !SERVICE_LINK.matcher(name).matches();
        }
        return source instanceof CommandLinePropertySource<?>
                ? !name.equals(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME)
                : source instanceof OriginTrackedMapPropertySource && families.contains(family(name));
    }

    private void check(String name) {
        boolean known = OURS.matcher(name).matches()
                ? ours.containsKey(uniform(name))
                : all.containsKey(uniform(name)) || isElementOfAMap(name);
        if (!known) {
            throw refusal(name, OURS.matcher(name).matches() ? ours : all);
        }
    }

    private static String family(String name) {
        return name.split("[.\\[]", 2)[0];
    }

    // As logging.level.root is one of logging.level
    private boolean isElementOfAMap(String name) {
        return IntStream.range(1, name.length())
                .filter(end -> name.charAt(end) == '.' || name.charAt(end) == '_')
                .anyMatch(end -> all.containsKey(uniform(name.substring(0, end))));
    }

    private SetupException refusal(String name, Map<String, String> known) {
        return new SetupException(
                "There is no setting %s.".formatted(name),
                "Did you mean %s?".formatted(closest(name, known)) + (known.equals(ours) ? LISTED : ""));
    }

    private static String closest(String name, Map<String, String> known) {
        return known.keySet().stream()
                .max(Comparator.comparingDouble(other -> likeness(uniform(name), other)))
                .map(known::get)
                .orElseThrow();
    }

    // The pairs of letters that both have, among those that either has
    private static double likeness(String one, String other) {
        Set<String> common = pairs(one);
        Set<String> all = pairs(one);
        common.retainAll(pairs(other));
        all.addAll(pairs(other));
        return (double) common.size() / all.size();
    }

    private static Set<String> pairs(String text) {
        return IntStream.range(1, text.length())
                .mapToObj(end -> text.substring(end - 1, end + 1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, String> byUniformName(Collection<String> names) {
        return names.stream()
                .collect(Collectors.toMap(KnownSettings::uniform, name -> name, (one, other) -> one, TreeMap::new));
    }

    private static String uniform(String name) {
        String one = ELEMENT_OF_A_LIST.matcher(name).replaceFirst("");
        return SEPARATOR.matcher(one).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
