package dev.reevaluate.server.command;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.postgres.DatabaseFacts;
import dev.reevaluate.server.postgres.NoDatabaseGiven;
import dev.reevaluate.server.postgres.RunningDatabase;
import dev.reevaluate.server.postgres.SchemaState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
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

    private static final int MOST_CONNECTIONS = 3;

    private final List<String> options;
    private final PrintWriter err;
    private final boolean mayBeNew;
    private final Schema schema;

    ServerDatabase(List<String> options, PrintWriter err) {
        this(options, err, false, Schema.MIGRATED);
    }

    private ServerDatabase(List<String> options, PrintWriter err, boolean mayBeNew, Schema schema) {
        this.options = options;
        this.err = err;
        this.mayBeNew = mayBeNew;
        this.schema = schema;
    }

    /** The same, made where there is none yet. */
    ServerDatabase orNew() {
        return new ServerDatabase(options, err, true, schema);
    }

    /** The same, with the schema that it has. */
    ServerDatabase asItIs() {
        return new ServerDatabase(options, err, mayBeNew, Schema.AS_IT_IS);
    }

    /** The same for what must not change anything: refused unless its schema is this server's. */
    ServerDatabase toReadOnly() {
        return new ServerDatabase(options, err, mayBeNew, Schema.MUST_BE_CURRENT);
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
                .properties("logging.level.root=off", "spring.flyway.enabled=" + (schema == Schema.MIGRATED))
                .logStartupInfo(false);
        try (ConfigurableApplicationContext context = application.run(options.toArray(String[]::new))) {
            if (schema == Schema.MUST_BE_CURRENT) {
                DataSource database = context.getBean(DataSource.class);
                DatabaseFacts.of(database).check();
                refuseUnlessCurrent(SchemaState.of(database));
            }
            return call.apply(context.getBean(type));
        }
    }

    private static void refuseUnlessCurrent(SchemaState found) {
        switch (found.kind()) {
            case REFUSED -> throw new SetupException(found.refusal(), found.action());
            case EARLIER ->
                throw new SetupException(
                        "The database has schema version %s, and this jar has %s: a dry run does not change it."
                                .formatted(found.version(), found.known()),
                        "Use the jar of the server that runs on it, or start the server of this one first.");
            case CURRENT -> {
                // As it should be
            }
        }
    }

    private enum Schema {
        MIGRATED,
        AS_IT_IS,
        MUST_BE_CURRENT
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

        /** Takes one for the command, and two for Flyway, whatever the server's settings are. */
        @Bean
        static BeanPostProcessor fewConnections() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof HikariDataSource pool) {
                        pool.setMaximumPoolSize(MOST_CONNECTIONS);
                        pool.setMinimumIdle(0);
                        // Whoever gave the command sees how long it takes, and can end it
                        pool.addDataSourceProperty("socketTimeout", "0");
                    }
                    return bean;
                }
            };
        }
    }

    /** Before the embedded database is started, which the server that holds its directory has done already. */
    private record Connection(boolean mayBeNew, PrintWriter err)
            implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ConfigurableEnvironment environment = context.getEnvironment();
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
