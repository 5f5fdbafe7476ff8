package dev.reevaluate.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out all of tracing where no endpoint is set to send traces to: then no class of it is loaded, and no request pays
 * for spans that nobody sees.
 */
class TracingWhereAsked implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean asked;

    @Override
    public void setEnvironment(Environment environment) {
        asked = !environment.getProperty(ENDPOINT, "").isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = asked || !isOfTracing(autoConfigurations[i]);
        }
        return matches;
    }

    private static boolean isOfTracing(@Nullable String autoConfiguration) {
        return autoConfiguration != null
                && (autoConfiguration.startsWith("org.springframework.boot.micrometer.tracing.")
                        || autoConfiguration.startsWith("org.springframework.boot.opentelemetry."));
    }
}
