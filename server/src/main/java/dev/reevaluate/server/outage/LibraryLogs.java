package dev.reevaluate.server.outage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Takes the place of what the pool, the scheduler and Spring log while the database is away, a stack trace for each
 * connection, each poll and each look at the health: {@link DatabaseUnavailable} says it in a line.
 */
@Component
class LibraryLogs extends TurboFilter implements DisposableBean {

    private static final List<String> LIBRARIES = List.of(
            "com.zaxxer.hikari.",
            "com.github.kagkarlsson.",
            "org.springframework.boot.jdbc.",
            "org.springframework.jdbc.",
            "org.springframework.transaction.",
            "org.springframework.scheduling.");

    private final DatabaseUnavailable databaseAway;
    private final LoggerContext loggers;

    LibraryLogs(DatabaseUnavailable databaseAway) {
        this.databaseAway = databaseAway;
        this.loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        loggers.addTurboFilter(this);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        if (LIBRARIES.stream().noneMatch(logger.getName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        Throwable cause = failure == null ? last(parameters) : failure;
        if (cause == null
                || !(DatabaseUnavailable.isCauseOf(cause) || DatabaseUnavailable.isOfALostConnection(cause))) {
            return FilterReply.NEUTRAL;
        }
        databaseAway.log(cause);
        return FilterReply.DENY;
    }

    // As SLF4J has it, an exception behind the other parameters is no parameter
    private static @Nullable Throwable last(@Nullable Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }

    @Override
    public void destroy() {
        loggers.getTurboFilterList().remove(this);
    }
}
