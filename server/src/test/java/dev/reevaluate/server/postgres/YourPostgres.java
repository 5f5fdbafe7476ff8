package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.command.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An operator's own PostgreSQL, and servers that start on its databases. */
final class YourPostgres implements AutoCloseable {

    private final EmbeddedDatabase postgres;

    YourPostgres(Path directory) {
        postgres = Databases.launch(directory);
    }

    /** Runs the statement as the operator. */
    void change(String sql) {
        Databases.connect(postgres).sql(sql).update();
    }

    /** Runs the statements in that database. */
    void changeIn(String database, String... sql) throws SQLException {
        try (Connection connection = connect(database)) {
            for (String one : sql) {
                execute(connection, one);
            }
        }
    }

    /** The one number that the query answers. */
    long number(String sql) {
        return Databases.connect(postgres).sql(sql).query(Long.class).single();
    }

    /** A session of the operator in that database. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url("/" + database), postgres.user(), postgres.password());
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A server starts on the database and is looked at; of options given twice the later counts. */
    void runs(String database, Consumer<ConfigurableApplicationContext> look, String... options) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReevaluateServer.class)
                .run(arguments(database, options).toArray(String[]::new))) {
            look.accept(context);
        }
    }

    /** A server in a process of its own starts on the database; what it says is in the file. */
    Process start(String database, Path said) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(database));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** A server does not start on the database. */
    void fails(String database, String... options) {
        failsToStart(arguments(database, options));
    }

    static void failsToStart(List<String> arguments) {
        assertThat(catchThrowable(() ->
                        new SpringApplicationBuilder(ReevaluateServer.class).run(arguments.toArray(String[]::new))))
                .isNotNull();
    }

    private List<String> arguments(String database, String... options) {
        List<String> all = new ArrayList<>();
        all.add("--server.port=0");
        all.add("--spring.datasource.url=" + url(database));
        List<String> given = List.of(options);
        if (given.stream().noneMatch(option -> option.startsWith("--spring.datasource.username"))) {
            all.add("--spring.datasource.username=" + postgres.user());
            all.add("--spring.datasource.password=" + postgres.password());
        }
        all.addAll(given);
        return all;
    }

    private String url(String database) {
        return postgres.jdbcUrl().replaceFirst("/postgres\\?.*", database);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
