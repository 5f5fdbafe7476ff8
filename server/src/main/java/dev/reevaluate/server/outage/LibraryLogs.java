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
import org.springframework.stereotype.Component;

/**
 * Takes the place of what the pool, the scheduler and Spring log while the database is away, a stack trace for each
 * connection, each poll and each look at the health: {@link DatabaseUnavailable} says it in a line. It outlives the server
 * that it belongs to, whose schedulers end their work after most of its beans.
 */
@Component
class LibraryLogs extends TurboFilter {

    private static final List<String> LIBRARIES = List.of(
            "com.zaxxer.hikari.",
            "com.github.kagkarlsson.",
            "org.springframework.boot.jdbc.",
            "org.springframework.jdbc.",
            "org.springframework.transaction.",
            "org.springframework.scheduling.");

    // Two of an execution that works, without what they failed of: that was logged before
    private static final String HEARTBEATS = "Execution has more than 1 failed heartbeats.";

    private final DatabaseUnavailable databaseAway;

    LibraryLogs(DatabaseUnavailable databaseAway) {
        this.databaseAway = databaseAway;
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        // That of a server that has ended in this process
        loggers.getTurboFilterList().removeIf(LibraryLogs.class::isInstance);
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
        if (format != null && format.startsWith(HEARTBEATS)) {
            databaseAway.logHeartbeats();
            return FilterReply.DENY;
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
}
