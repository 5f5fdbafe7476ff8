package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever an operator's own database has that a server can't run on is said in a sentence at start, with what to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class YourDatabaseTests {

    private YourPostgres postgres;

    @BeforeAll
    void aPostgres(@TempDir Path directory) {
        postgres = new YourPostgres(directory);
        postgres.change("create role plain login password 'x'");
    }

    @AfterAll
    void ends() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void anEncodingThatLacksCharactersIsRefusedWithTheStatementThatMakesARightOne(
            String encoding, CapturedOutput output) {
        postgres.change("create database odd template template0 encoding '%s' locale_provider libc locale 'C'"
                .formatted(encoding));
        try {
            postgres.fails("/odd");
        } finally {
            postgres.change("drop database odd");
        }

        String said = says(output, "The database's encoding is " + encoding, "create database NAME");
        String statement = said.substring(said.indexOf("create database"), said.indexOf(")", said.indexOf("create d")));
        postgres.change(statement.replace("NAME", "right_one"));
        try {
            postgres.runs("/right_one", context -> {});
        } finally {
            postgres.change("drop database right_one");
        }
    }

    @Test
    void tablesOfAnotherProgramAreNamedAndASchemaBesideThemServes(CapturedOutput output) throws SQLException {
        postgres.change("create database shared");
        postgres.changeIn("shared", "create table organization (id text)", "create schema reevaluate");

        postgres.fails("/shared");

        says(output, "The schema public of the database has tables", "?currentSchema=reevaluate");
        postgres.runs("/shared?currentSchema=reevaluate", context -> {});
    }

    @Test
    void aDatabaseThatIsReadOnlyIsSaidToBeSo(CapturedOutput output) {
        postgres.change("create database standby");
        postgres.change("alter database standby set default_transaction_read_only = on");

        postgres.fails("/standby");

        says(output, "The database is read-only.", "Connect to the primary");
    }

    @Test
    void aUserWhoMayMakeNoTables(CapturedOutput output) {
        postgres.change("create database closed");

        postgres.fails("/closed", "--spring.datasource.username=plain", "--spring.datasource.password=x");

        says(
                output,
                "The user plain may not make tables in the schema public",
                "grant create on schema public to plain");
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
        postgres.fails("/postgres" + parameters);

        says(output, description, action);
    }

    @Test
    void anAddressThatIsNone(CapturedOutput output) {
        String url = "jdbc:postgresql://127.0.0.1:port/postgres";
        YourPostgres.failsToStart(
                List.of("--server.port=0", "--spring.datasource.url=" + url, "--spring.datasource.username=postgres"));

        says(output, "spring.datasource.url", "jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    void aHostThatThereIsNot(CapturedOutput output) {
        YourPostgres.failsToStart(
                List.of("--server.port=0", "--spring.datasource.url=jdbc:postgresql://nowhere.invalid/postgres"));

        says(output, "there is no host nowhere.invalid", "Check spring.datasource.url");
    }

    @Test
    void aUserWhoMayNotUseTheSchema(CapturedOutput output) throws SQLException {
        postgres.change("create database forbidden");
        postgres.changeIn("forbidden", "revoke all on schema public from public");

        postgres.fails("/forbidden", "--spring.datasource.username=plain", "--spring.datasource.password=x");

        says(output, "search_path has none that its user may use", "create schema");
    }

    @Test
    void aUserWithoutRoomForAConnection(CapturedOutput output) {
        postgres.change("create role crowded login password 'x' connection limit 0");

        postgres.fails("/postgres", "--spring.datasource.username=crowded", "--spring.datasource.password=x");

        says(output, "too many connections for role", "spring.datasource.hikari.maximum-pool-size");
    }

    @Test
    void aUserWhoMayNotLogIn(CapturedOutput output) {
        postgres.change("create role locked nologin password 'x'");

        postgres.fails("/postgres", "--spring.datasource.username=locked", "--spring.datasource.password=x");

        says(output, "not permitted to log in", "pg_hba.conf");
    }

    @Test
    void aLockThatSomebodyHolds(CapturedOutput output) throws SQLException {
        postgres.change("create database held");
        postgres.runs("/held", context -> {});
        postgres.change("alter database held set lock_timeout = '50ms'");

        try (Connection holder = postgres.connect("held")) {
            holder.setAutoCommit(false);
            YourPostgres.execute(holder, "lock table flyway_schema_history in access exclusive mode");
            postgres.fails("/held");
        }

        says(output, "canceling statement due to lock timeout", "Try again when the other session is done");
    }

    private static String says(CapturedOutput output, String description, String action) {
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START");
        String analysis = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
        assertThat(analysis).contains(description).contains(action);
        assertThat(output.getAll()).doesNotContain("\tat ");
        return analysis;
    }
}
