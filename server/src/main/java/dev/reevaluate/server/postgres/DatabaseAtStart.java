package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
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
    private static final Pattern CREDENTIALS = Pattern.compile("jdbc:postgresql:/*[^/?]*@");

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
            throw refusal("%s names no PostgreSQL: it has to start with jdbc:postgresql://.");
        }
        // The driver takes them for a part of the host's name, and says that in its errors
        if (CREDENTIALS.matcher(url).lookingAt()) {
            throw refusal("%s has a user or a password in front of the host.");
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw refusal("%s is no address that PostgreSQL's driver can read.");
        }
    }

    private static SetupException refusal(String what) {
        return new SetupException(
                what.formatted(NoDatabaseGiven.URL),
                "Write it as jdbc:postgresql://HOST:PORT/DATABASE, the user and password in"
                        + " spring.datasource.username and .password.");
    }
}
