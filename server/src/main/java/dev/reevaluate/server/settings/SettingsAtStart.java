package dev.reevaluate.server.settings;

import dev.reevaluate.server.SetupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/** Refuses settings that there are not, and values that they can't have, in a sentence and before anything is started. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingsAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int LARGEST_PORT = 65535;

    // Of libraries, which would refuse them with a stack trace, and later
    private static final Map<String, Range> NUMBERS = Map.of(
            "server.port", new Range(0, LARGEST_PORT),
            "management.server.port", new Range(-1, LARGEST_PORT),
            "db-scheduler.threads", new Range(1, 1000),
            // A start needs a second one beside its first
            "spring.datasource.hikari.maximum-pool-size", new Range(2, 10_000));

    private static final Map<String, String> FORMS = Map.of(
            "DataSize", "a size, such as 512KB or 1MB",
            "Duration", "a time with its unit, such as 500ms, 30s or 24h",
            "int", "a whole number",
            "Integer", "a whole number",
            "Boolean", "true or false",
            "boolean", "true or false",
            "URI", "an address, such as https://reevaluate.example.com");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
        checkDatabase(context.getEnvironment());
        // A command has no web server
        if (context instanceof ConfigurableWebServerApplicationContext) {
            TemporaryFiles.check(Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    static void check(ConfigurableEnvironment environment) {
        SettingsMetadata metadata = SettingsMetadata.read();
        new KnownSettings(metadata.names()).check(environment);
        DirectorySettings.check(environment);
        Binder binder = Binder.get(environment);
        NUMBERS.forEach((name, range) -> number(binder, name, range));
        metadata.types().forEach((name, type) -> form(binder, name, ClassUtils.getShortName(type)));
        metadata.groups().forEach((name, type) -> group(binder, name, type));
    }

    // The embedded database, and the demo in it, would be served in the place of the one that was meant
    static void checkDatabase(ConfigurableEnvironment environment) {
        if (environment.getProperty("spring.datasource.url", "").isBlank()) {
            for (String name : List.of("spring.datasource.username", "spring.datasource.password")) {
                if (environment.containsProperty(name)) {
                    throw new SetupException(
                            name + " is given, but no spring.datasource.url.",
                            "Name your database in spring.datasource.url, or leave it out: the embedded one has a user of its own.");
                }
            }
        }
    }

    private static void number(Binder binder, String name, Range range) {
        notEmpty(binder, name, "a number");
        try {
            int number = binder.bind(name, Integer.class).orElse(range.smallest);
            if (number < range.smallest || number > range.largest) {
                throw new SetupException(
                        "%s can't be %s.".formatted(name, number),
                        "Give it a number from %s to %s.".formatted(Math.max(0, range.smallest), range.largest));
            }
        } catch (BindException e) {
            throw refusal(e);
        }
    }

    // As Spring does later, once the database runs
    private static void group(Binder binder, String name, String type) {
        try {
            binder.bindOrCreate(
                    name, Bindable.of(ClassUtils.resolveClassName(type, SettingsAtStart.class.getClassLoader())));
        } catch (BindException e) {
            throw refusal(e);
        }
    }

    // Spring would take an empty value for the default, and 24 for 24 milliseconds
    private static void form(Binder binder, String name, String type) {
        String form = FORMS.get(type);
        // An address that is empty is none, as a text is
        if (form == null || type.equals("URI")) {
            return;
        }
        notEmpty(binder, name, form);
        String value = binder.bind(name, String.class).orElse("");
        if (type.equals("Duration") && value.matches("\\d*[1-9]\\d*")) {
            throw new SetupException(
                    "%s can't be \"%s\": it has no unit.".formatted(name, value), "Give it %s.".formatted(form));
        }
    }

    // It would be left out without a word
    private static void notEmpty(Binder binder, String name, String form) {
        if (binder.bind(name, String.class).map(String::isBlank).orElse(false)) {
            throw new SetupException(name + " is empty.", "Give it %s, or leave it out.".formatted(form));
        }
    }

    private static SetupException refusal(BindException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SetupException setup) {
                return setup;
            }
        }
        ConfigurationProperty property = failure.getProperty();
        if (property != null && isConversion(failure)) {
            String type = ClassUtils.getShortName(failure.getTarget().getType().resolve(Object.class));
            return new SetupException(
                    "%s can't be \"%s\".".formatted(property.getName(), property.getValue()),
                    "Give it %s.".formatted(FORMS.getOrDefault(type, "another value")));
        }
        return new SetupException(
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)
                                .getMessage()) + ".",
                "Give it another value, or leave it out.");
    }

    private static boolean isConversion(BindException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionException) {
                return true;
            }
        }
        return false;
    }

    private record Range(int smallest, int largest) {}
}
