package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.ReevaluateServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever an operator's own database has that a server can't run on is said in a sentence at start, with what to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class YourDatabaseTests {

    private static final String ISOLATION = "select current_setting('transaction_isolation')";

    private static final String IMPATIENT = "--spring.datasource.hikari.data-source-properties.socketTimeout=1";

    private EmbeddedDatabase postgres;

    @BeforeAll
    void aPostgres(@TempDir Path directory) {
        postgres = Databases.launch(directory);
        change("create role plain login password 'x'");
    }

    @AfterAll
    void ends() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void anEncodingThatLacksCharactersIsRefusedWithTheStatementThatMakesARightOne(
            String encoding, CapturedOutput output) {
        change("create database odd template template0 encoding '%s' locale_provider libc locale 'C'"
                .formatted(encoding));
        try {
            fails("/odd");
        } finally {
            change("drop database odd");
        }

        String said = says(output, "The database's encoding is " + encoding, "create database NAME");
        String statement = said.substring(said.indexOf("create database"), said.indexOf(")", said.indexOf("create d")));
        change(statement.replace("NAME", "right_one"));
        try {
            runs("/right_one", context -> {});
        } finally {
            change("drop database right_one");
        }
    }

    @Test
    void tablesOfAnotherProgramAreNamedAndASchemaBesideThemServes(CapturedOutput output) throws SQLException {
        change("create database shared");
        changeIn("shared", "create table organization (id text)", "create schema reevaluate");

        fails("/shared");

        says(output, "The schema public of the database has tables", "?currentSchema=reevaluate");
        runs("/shared?currentSchema=reevaluate", context -> {});
    }

    @Test
    void aDatabaseThatIsReadOnlyIsSaidToBeSo(CapturedOutput output) {
        change("create database standby");
        change("alter database standby set default_transaction_read_only = on");

        fails("/standby");

        says(output, "in a read-only transaction", "Connect to the primary");
    }

    @Test
    void aUserWhoMayMakeNoTables(CapturedOutput output) {
        change("create database closed");

        fails("/closed", "--spring.datasource.username=plain", "--spring.datasource.password=x");

        says(output, "permission denied for schema public", "the right to create tables in the schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?sslmode=require                  | does not support SSL           | Check spring.datasource.url",
                "?sslmode=sometimes                | Invalid sslmode value          | Check spring.datasource.url",
                "?options=-c%20no.such.thing=%20-c%20nosuch=1 | nosuch              | Check spring.datasource.url",
                "?currentSchema=nowhere            | no schema for the server's tables | create schema",
            })
    void whatStandsBehindTheQuestionMark(String parameters, String description, String action, CapturedOutput output) {
        fails("/postgres" + parameters);

        says(output, description, action);
    }

    @Test
    void anAddressThatIsNone(CapturedOutput output) {
        String url = "jdbc:postgresql://127.0.0.1:port/postgres";
        start(List.of("--server.port=0", "--spring.datasource.url=" + url, "--spring.datasource.username=postgres"));

        says(output, "spring.datasource.url", "jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    void aHostThatThereIsNot(CapturedOutput output) {
        start(List.of("--server.port=0", "--spring.datasource.url=jdbc:postgresql://nowhere.invalid/postgres"));

        says(output, "there is no host nowhere.invalid", "Check spring.datasource.url");
    }

    @Test
    void aUserWhoMayNotUseTheSchema(CapturedOutput output) throws SQLException {
        change("create database forbidden");
        changeIn("forbidden", "revoke all on schema public from public");

        fails("/forbidden", "--spring.datasource.username=plain", "--spring.datasource.password=x");

        says(output, "search_path has none that its user may use", "create schema");
    }

    @Test
    void aUserWithoutRoomForAConnection(CapturedOutput output) {
        change("create role crowded login password 'x' connection limit 0");

        fails("/postgres", "--spring.datasource.username=crowded", "--spring.datasource.password=x");

        says(output, "too many connections for role", "spring.datasource.hikari.maximum-pool-size");
    }

    @Test
    void aUserWhoMayNotLogIn(CapturedOutput output) {
        change("create role locked nologin password 'x'");

        fails("/postgres", "--spring.datasource.username=locked", "--spring.datasource.password=x");

        says(output, "not permitted to log in", "pg_hba.conf");
    }

    @Test
    void aLockThatSomebodyHolds(CapturedOutput output) throws SQLException {
        change("create database held");
        runs("/held", context -> {});
        change("alter database held set lock_timeout = '50ms'");

        try (Connection holder = connect("held")) {
            holder.setAutoCommit(false);
            execute(holder, "lock table flyway_schema_history in access exclusive mode");
            fails("/held");
        }

        says(output, "canceling statement due to lock timeout", "Try again when the other session is done");
    }

    @Test
    void aConnectionThatDiedWithoutAWordIsGivenUpAndTheNextOneServes() {
        change("create database silent");
        runs(
                "/silent",
                context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    CompletableFuture<Void> unanswered = CompletableFuture.runAsync(
                            () -> jdbc.sql("select pg_sleep(120)").query((RowCallbackHandler) row -> {}));
                    String session = "from pg_stat_activity where datname = 'silent' and query like '%pg_sleep(120)%'";
                    await().until(() -> number("select count(*) " + session) == 1);
                    long process = number("select pid " + session);
                    signal("STOP", process);
                    try {
                        assertThat(unanswered)
                                .failsWithin(Duration.ofSeconds(20))
                                .withThrowableThat()
                                .havingRootCause()
                                .isInstanceOf(SocketTimeoutException.class);
                        assertThat(jdbc.sql("select 7").query(Integer.class).single())
                                .isEqualTo(7);
                    } finally {
                        signal("CONT", process);
                        number("select count(pg_terminate_backend(pid)) " + session);
                    }
                },
                IMPATIENT);
    }

    @Test
    void aStartWaitsForTheSchemaAndItsDocumentAsLongAsItTakes(@TempDir Path directory) throws Exception {
        change("create database slow");
        runs("/slow", context -> {});
        Path document = Files.writeString(directory.resolve("one.yaml"), "organizations: [{id: 1, name: One}]");
        CompletableFuture<Void> started;

        try (Connection schema = connect("slow");
                Connection load = connect("slow")) {
            schema.setAutoCommit(false);
            execute(schema, "lock table flyway_schema_history in access exclusive mode");
            load.setAutoCommit(false);
            execute(load, "lock table organization in access exclusive mode");
            started = CompletableFuture.runAsync(
                    () -> runs("/slow", context -> {}, IMPATIENT, "--reevaluate.workspace=" + document));
            awaitLongWait("slow");
            schema.rollback();
            awaitLongWait("slow");
            load.rollback();
        }

        assertThat(started).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void everySessionIsReadCommittedWhateverTheDatabasesDefault() throws SQLException {
        change("create database strict");
        change("alter database strict set default_transaction_isolation = serializable");
        // Of those that Flyway has, with a user of its own
        change("create role builder login superuser password 'x'");
        changeIn(
                "strict",
                "create table seen (isolation text)",
                "create function note() returns event_trigger language plpgsql as"
                        + " 'begin insert into public.seen values (current_setting(''transaction_isolation'')); end'",
                "create schema reevaluate",
                "create event trigger note on ddl_command_end execute function note()");

        runs(
                "/strict?currentSchema=reevaluate",
                context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    List<String> seen = new ArrayList<>();
                    seen.add(jdbc.sql(ISOLATION).query(String.class).single());
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> seen.add(
                                    jdbc.sql(ISOLATION).query(String.class).single()));
                    seen.addAll(jdbc.sql("select distinct isolation from public.seen")
                            .query(String.class)
                            .list());

                    assertThat(seen).containsExactly("read committed", "read committed", "read committed");
                },
                "--spring.flyway.user=builder",
                "--spring.flyway.password=x");
    }

    private long number(String sql) {
        return Databases.connect(postgres).sql(sql).query(Long.class).single();
    }

    // Longer than an impatient connection would
    private void awaitLongWait(String database) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number(
                                "select count(*) from pg_stat_activity where datname = '" + database
                                        + "' and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '1500 ms'")
                        > 0);
    }

    private static void signal(String name, long process) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fails(String database, String... options) {
        start(arguments(database, options));
    }

    private static void start(List<String> arguments) {
        assertThat(catchThrowable(() ->
                        new SpringApplicationBuilder(ReevaluateServer.class).run(arguments.toArray(String[]::new))))
                .isNotNull();
    }

    private void runs(String database, Consumer<ConfigurableApplicationContext> look, String... options) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReevaluateServer.class)
                .run(arguments(database, options).toArray(String[]::new))) {
            look.accept(context);
        }
    }

    // Later ones count
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

    private void change(String sql) {
        Databases.connect(postgres).sql(sql).update();
    }

    private void changeIn(String database, String... sql) throws SQLException {
        try (Connection connection = connect(database)) {
            for (String one : sql) {
                execute(connection, one);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url("/" + database), postgres.user(), postgres.password());
    }

    private static String says(CapturedOutput output, String description, String action) {
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START");
        String analysis = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
        assertThat(analysis).contains(description).contains(action);
        assertThat(output.getAll()).doesNotContain("\tat ");
        return analysis;
    }
}
