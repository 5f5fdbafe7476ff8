package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the embedded database, where none is given, before anything else: it gets ready while Spring looks for its
 * beans.
 */
class DatabaseAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NAME = "embeddedDatabase";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String url = environment.getProperty(NoDatabaseGiven.URL, "");
        if (!url.isBlank()) {
            refuseOthers(url);
            return;
        }
        String programs = environment.getProperty("reevaluate.programs-dir");
        EmbeddedDatabase database = EmbeddedDatabase.launch(
                Path.of(environment.getProperty("reevaluate.data-dir", "data")),
                programs == null ? null : Path.of(programs));
        // Ended by Spring, after all that uses it, also where the start fails further on
        context.getBeanFactory().registerSingleton(NAME, database);
        ((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean(NAME, database::close);
        context.addBeanFactoryPostProcessor(factory -> database.awaitReady());
    }

    private static void refuseOthers(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new SetupException(
                    "%s names no PostgreSQL: it has to start with jdbc:postgresql://.".formatted(NoDatabaseGiven.URL),
                    "Write it as jdbc:postgresql://HOST:PORT/DATABASE, the user and password in"
                            + " spring.datasource.username and .password.");
        }
    }
}
