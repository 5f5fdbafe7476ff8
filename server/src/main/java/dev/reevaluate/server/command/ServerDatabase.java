package dev.reevaluate.server.command;

import dev.reevaluate.server.postgres.NoDatabaseGiven;
import dev.reevaluate.server.postgres.RunningDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The database that a server with the same options has: your PostgreSQL, the embedded one of a server that runs, or the
 * embedded one, started for as long as a command takes.
 */
final class ServerDatabase {

    private final List<String> options;
    private final PrintWriter err;
    private final boolean mayBeNew;
    private final boolean migrated;

    ServerDatabase(List<String> options, PrintWriter err) {
        this(options, err, false, true);
    }

    private ServerDatabase(List<String> options, PrintWriter err, boolean mayBeNew, boolean migrated) {
        this.options = options;
        this.err = err;
        this.mayBeNew = mayBeNew;
        this.migrated = migrated;
    }

    /** The same, made where there is none yet. */
    ServerDatabase orNew() {
        return new ServerDatabase(options, err, true, migrated);
    }

    /** The same, with the schema that it has. */
    ServerDatabase asItIs() {
        return new ServerDatabase(options, err, mayBeNew, false);
    }

    /**
     * Calls a bean that works on the database.
     *
     * @param more where beans are, beside those of the keys
     */
    <B, T> T with(Class<B> type, Function<B, T> call, Class<?>... more) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Configuration.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .initializers(new Connection(mayBeNew, err))
                // What goes wrong is said by the command itself, without a log.
                .properties("logging.level.root=off", "spring.flyway.enabled=" + migrated)
                .logStartupInfo(false);
        try (ConfigurableApplicationContext context = application.run(options.toArray(String[]::new))) {
            return call.apply(context.getBean(type));
        }
    }

    /** What of the server works on the database, and no web server, workers or workspace. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    @ComponentScan({"dev.reevaluate.server.access", "dev.reevaluate.server.postgres"})
    static class Configuration {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** Before the embedded database is started, which the server that holds its directory has done already. */
    private record Connection(boolean mayBeNew, PrintWriter err)
            implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ConfigurableEnvironment environment = context.getEnvironment();
            // One for the command, and two for Flyway.
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "command",
                            Map.of(
                                    "spring.datasource.hikari.maximum-pool-size", 3,
                                    "spring.datasource.hikari.minimum-idle", 0)));
            Path directory = Path.of(environment.getProperty("reevaluate.data-dir", "./data"));
            if (!NoDatabaseGiven.in(environment)) {
                return;
            }
            Optional<RunningDatabase> running =
                    mayBeNew && RunningDatabase.isMissing(directory) ? Optional.empty() : RunningDatabase.on(directory);
            if (running.isPresent()) {
                environment
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "runningDatabase",
                                Map.of(
                                        "spring.datasource.url", running.get().url(),
                                        "spring.datasource.username",
                                                running.get().user(),
                                        "spring.datasource.password",
                                                running.get().password())));
            } else {
                err.printf("Starting the database in %s for this command ...%n", directory);
                err.flush();
            }
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
