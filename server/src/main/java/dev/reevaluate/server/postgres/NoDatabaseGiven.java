package dev.reevaluate.server.postgres;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the server is left to bring its own database. */
public class NoDatabaseGiven implements Condition {

    static final String URL = "spring.datasource.url";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return in(context.getEnvironment());
    }

    /** Returns whether these settings name no database. */
    public static boolean in(PropertyResolver settings) {
        return settings.getProperty(URL, "").isBlank();
    }
}
