package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A server's sessions are as it needs them, whatever the database's defaults are, and none is waited for in vain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTests {

    private static final String ISOLATION = "select current_setting('transaction_isolation')";

    private static final String IMPATIENT = "--spring.datasource.hikari.data-source-properties.socketTimeout=1";

    private YourPostgres postgres;

    @BeforeAll
    void aPostgres(@TempDir Path directory) {
        postgres = new YourPostgres(directory);
    }

    @AfterAll
    void ends() throws IOException {
        postgres.close();
    }

    @Test
    void everySessionIsReadCommittedWhateverTheDatabasesDefault() throws SQLException {
        postgres.change("create database strict");
        postgres.change("alter database strict set default_transaction_isolation = serializable");
        // Of those that Flyway has, with a user of its own
        postgres.change("create role builder login superuser password 'x'");
        postgres.changeIn(
                "strict",
                "create table seen (isolation text)",
                "create function note() returns event_trigger language plpgsql as"
                        + " 'begin insert into public.seen values (current_setting(''transaction_isolation'')); end'",
                "create schema reevaluate",
                "create event trigger note on ddl_command_end execute function note()");

        postgres.runs(
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

    @Test
    void aConnectionThatDiedWithoutAWordIsGivenUpAndTheNextOneServes() {
        postgres.change("create database silent");
        postgres.runs(
                "/silent",
                context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    CompletableFuture<Void> unanswered = CompletableFuture.runAsync(
                            () -> jdbc.sql("select pg_sleep(120)").query((RowCallbackHandler) row -> {}));
                    String session = "from pg_stat_activity where datname = 'silent' and query like '%pg_sleep(120)%'";
                    await().until(() -> postgres.number("select count(*) " + session) == 1);
                    long process = postgres.number("select pid " + session);
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
                        postgres.number("select count(pg_terminate_backend(pid)) " + session);
                    }
                },
                IMPATIENT);
    }

    @Test
    void aStartWaitsForTheSchemaAndItsDocumentAsLongAsItTakes(@TempDir Path directory) throws Exception {
        postgres.change("create database slow");
        postgres.runs(
                "/slow",
                context -> assertThat(
                                context.getBean(Flyway.class).getConfiguration().getLockRetryCount())
                        .as("while another server changes the schema")
                        .isEqualTo(-1));
        Path document = Files.writeString(directory.resolve("one.yaml"), "organizations: [{id: 1, name: One}]");
        CompletableFuture<Void> started;

        try (Connection schema = postgres.connect("slow");
                Connection load = postgres.connect("slow")) {
            schema.setAutoCommit(false);
            YourPostgres.execute(schema, "lock table flyway_schema_history in access exclusive mode");
            load.setAutoCommit(false);
            YourPostgres.execute(load, "lock table organization in access exclusive mode");
            started = CompletableFuture.runAsync(
                    () -> postgres.runs("/slow", context -> {}, IMPATIENT, "--reevaluate.workspace=" + document));
            awaitLongWait("slow");
            schema.rollback();
            awaitLongWait("slow");
            load.rollback();
        }

        assertThat(started).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aServerThatWaitsForAnothersSchemaChangeEndsWhenAskedTo(@TempDir Path directory) throws Exception {
        postgres.change("create database changing");
        try (Connection changes = postgres.connect("changing")) {
            // Flyway's lock, for its table in the schema public
            YourPostgres.execute(
                    changes,
                    "select pg_advisory_lock(%s)"
                            .formatted(77_431_708_279_161L + "\"public\".\"flyway_schema_history\"".hashCode()));
            Path said = directory.resolve("said");
            Process server = postgres.start("/changing", said);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.readString(said).contains("waits for another server"));

                server.destroy();

                assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(Files.readString(said)).doesNotContain("\tat ");
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void aConnectionThatIsGivenUpWhileItWaitsForALockLeavesNoSessionBehind() throws SQLException {
        postgres.change("create database locked");
        postgres.runs(
                "/locked",
                context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    try (Connection holder = postgres.connect("locked")) {
                        holder.setAutoCommit(false);
                        YourPostgres.execute(holder, "lock table run in access exclusive mode");
                        CompletableFuture<Void> waits = CompletableFuture.runAsync(
                                () -> jdbc.sql("update run set id = id").update());

                        assertThat(waits).failsWithin(Duration.ofSeconds(20));
                        await().atMost(Duration.ofSeconds(20))
                                .until(() -> postgres.number(
                                                "select count(*) from pg_stat_activity where query like 'update run%'")
                                        == 0);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                IMPATIENT);
    }

    @Test
    void sessionsHaveAName() {
        postgres.runs(
                "/postgres",
                context -> assertThat(JdbcClient.create(context.getBean(HikariDataSource.class))
                                .sql("show application_name")
                                .query(String.class)
                                .single())
                        .isEqualTo("reevaluate"));
    }

    @Test
    void aLockIsWaitedForTwoSecondsUnlessTheDatabaseSaysHowLong() {
        postgres.change("create database waiting");
        postgres.runs("/waiting", context -> assertThat(lockTimeouts(context)).containsOnly("2s"));

        postgres.change("alter database waiting set lock_timeout = '7s'");

        postgres.runs("/waiting", context -> assertThat(lockTimeouts(context)).containsOnly("7s"));
    }

    // Of more sessions than a start has
    private static List<String> lockTimeouts(ApplicationContext context) {
        HikariDataSource pool = context.getBean(HikariDataSource.class);
        List<Connection> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize() / 2; i++) {
                sessions.add(pool.getConnection());
            }
            return sessions.stream()
                    .map(session -> JdbcClient.create(new SingleConnectionDataSource(session, true))
                            .sql("show lock_timeout")
                            .query(String.class)
                            .single())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            sessions.forEach(session -> DataSourceUtils.releaseConnection(session, null));
        }
    }

    @Test
    void aMachineWithoutPowerHoldsItsLocksForAMinute() {
        postgres.change("create database powerless");
        postgres.runs(
                "/powerless",
                context -> assertThat(context.getBean(JdbcClient.class)
                                .sql("""
                                        select string_agg(name || ' ' || setting, ', ' order by name)
                                        from pg_settings where name like 'tcp_keepalives%'
                                        """)
                                .query(String.class)
                                .single())
                        .isEqualTo("tcp_keepalives_count 3, tcp_keepalives_idle 30, tcp_keepalives_interval 10"));
    }

    // Longer than an impatient connection would, and than others wait for a lock
    private void awaitLongWait(String database) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> postgres.number(
                                "select count(*) from pg_stat_activity where datname = '" + database
                                        + "' and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '2500 ms'")
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
}
