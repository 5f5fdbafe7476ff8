package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reevaluate.server.ReevaluateServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A database that the server can't use, or must not, is named in a sentence, with what to do, and without a stack trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class NoDatabaseTests {

    private EmbeddedDatabase given;

    @BeforeAll
    void aDatabase(@TempDir Path directory) {
        given = Databases.launch(directory);
    }

    @AfterAll
    void ends() throws IOException {
        given.close();
    }

    @Test
    void aDeadAddress(CapturedOutput output) {
        start("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/postgres");

        says(output, "Connection to 127.0.0.1:1 refused", "Check spring.datasource.url");
    }

    @Test
    void anAddressOfSomethingElse(CapturedOutput output) {
        start("--spring.datasource.url=postgres://user:secret@127.0.0.1:1/postgres");

        says(output, "names no PostgreSQL", "jdbc:postgresql://HOST:PORT/DATABASE");
        assertThat(output.getAll()).doesNotContain("secret");
    }

    @Test
    void anAddressWithAPassword(CapturedOutput output) {
        start("--spring.datasource.url=jdbc:postgresql://user:secret@127.0.0.1:1/postgres");

        says(output, "has a user or a password in front of the host", "jdbc:postgresql://HOST:PORT/DATABASE");
        assertThat(output.getAll()).doesNotContain("secret");
    }

    @Test
    void aWrongPassword(CapturedOutput output) {
        start("--spring.datasource.url=" + given.jdbcUrl(), "--spring.datasource.password=wrong-secret");

        says(output, "password authentication failed", "spring.datasource.password");
        assertThat(output.getAll()).doesNotContain("wrong-secret");
    }

    @Test
    void aDatabaseThatIsNotThere(CapturedOutput output) {
        start(
                "--spring.datasource.url=" + given.jdbcUrl().replace("/postgres?", "/other?"),
                "--spring.datasource.password=" + given.password());

        says(output, "database \"other\" does not exist", "Create the database");
    }

    @Test
    void aSchemaOfALaterServer(CapturedOutput output) {
        startedOnce();
        change("""
                insert into flyway_schema_history
                select 1000, '999', 'later', type, 'V999__later.sql', checksum, installed_by, installed_on, 0, true
                from flyway_schema_history order by installed_rank limit 1
                """);
        try {
            start("--spring.datasource.url=" + given.jdbcUrl(), "--spring.datasource.password=" + given.password());
        } finally {
            change("delete from flyway_schema_history where installed_rank = 1000");
        }

        says(output, "the schema of a later server: version 999", "Start the later server again");
    }

    @Test
    void aSchemaChangeThatWasEditedAfterwards(CapturedOutput output) {
        startedOnce();
        change("update flyway_schema_history set checksum = checksum + 1 where version = '1'");
        try {
            start("--spring.datasource.url=" + given.jdbcUrl(), "--spring.datasource.password=" + given.password());
        } finally {
            change("update flyway_schema_history set checksum = checksum - 1 where version = '1'");
        }

        says(output, "another text of the schema change V1__schema.sql", "Take back the change of that file");
    }

    private void startedOnce() {
        new SpringApplicationBuilder(ReevaluateServer.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + given.jdbcUrl(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=" + given.password())
                .close();
    }

    private void change(String sql) {
        assertThat(Databases.connect(given).sql(sql).update()).isEqualTo(1);
    }

    private static void start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        all.add("--spring.datasource.username=postgres");
        assertThat(catchThrowable(
                        () -> new SpringApplicationBuilder(ReevaluateServer.class).run(all.toArray(String[]::new))))
                .isNotNull();
    }

    private static void says(CapturedOutput output, String description, String action) {
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START");
        String analysis = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
        assertThat(analysis).contains(description).contains(action);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }
}
