package dev.reevaluate.server.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Leaves out all of tracing where no endpoint is set to send traces to: then no request pays for spans that nobody sees, and
 * lines of the log have no room for their ids.
 */
class TracingWhereAsked implements EnvironmentPostProcessor, AutoConfigurationImportFilter, EnvironmentAware {

    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean asked;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        setEnvironment(environment);
        if (!asked) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("noTracing", Map.of("logging.expect-correlation-id", false)));
        }
    }

    @Override
    public void setEnvironment(Environment environment) {
        asked = !environment.getProperty(ENDPOINT, "").isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = matches(autoConfigurations[i]);
        }
        return matches;
    }

    /** Returns whether the auto-configuration stays; it is null where another filter has left it out. */
    boolean matches(@Nullable String autoConfiguration) {
        return asked
                || autoConfiguration == null
                || !(autoConfiguration.startsWith("org.springframework.boot.micrometer.tracing.")
                        || autoConfiguration.startsWith("org.springframework.boot.opentelemetry."));
    }
}
