package dev.reevaluate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a {@code reevaluate.*} setting that there is not, wherever it was set: one that is misspelt would be left out without
 * a word. Those that there are stand in the configuration metadata, which the build makes of the code.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // before anything is started by them
final class KnownSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    // --reevaluate.web.max-body-size, REEVALUATE_WEB_MAXBODYSIZE and reevaluate.web.maxBodySize are one
    private static final Pattern OURS = Pattern.compile("(?i)reevaluate[._].*");
    // Kubernetes tells each container of every service in such variables, and a service may be called reevaluate, too
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "REEVALUATE_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");
    private static final Pattern ELEMENT_OF_A_LIST = Pattern.compile("(\\[\\d+]|_\\d+_?)$");
    private static final Pattern SEPARATOR = Pattern.compile("[._-]");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        Map<String, String> known = known();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settings) {
                for (String name : settings.getPropertyNames()) {
                    if (OURS.matcher(name).matches()
                            && !SERVICE_LINK.matcher(name).matches()
                            && !known.containsKey(uniform(name))) {
                        throw new SetupException(
                                "There is no setting %s.".formatted(name),
                                "Did you mean %s? The README and docs/ list all of them."
                                        .formatted(closest(name, known)));
                    }
                }
            }
        }
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

    private static String uniform(String name) {
        String one = ELEMENT_OF_A_LIST.matcher(name).replaceFirst("");
        return SEPARATOR.matcher(one).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> known() {
        Map<String, String> known = new TreeMap<>();
        try {
            List<URL> files =
                    Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA));
            for (URL file : files) {
                try (InputStream json = file.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                        String name = property.path("name").asString();
                        if (OURS.matcher(name).matches()) {
                            known.put(uniform(name), name);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }
}
