package dev.reevaluate.server.command;

import static dev.reevaluate.server.testing.DatabaseDefaults.connect;
import static dev.reevaluate.server.testing.DatabaseDefaults.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reevaluate.server.testing.DatabaseDefaults;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A command on a database that it can't work on, for the moment or at all, says what that is and what to do. */
@ServerTest
class UnfitDatabaseTests {

    private static final String USER = "--spring.datasource.username=";
    private static final String PASSWORD = "--spring.datasource.password=";
    private static final String NO_PYTHON = "--reevaluate.python.jar=none.jar";

    private final World world;
    private final HikariDataSource pool;

    @Autowired
    UnfitDatabaseTests(World world, HikariDataSource pool) {
        this.world = world;
        this.pool = pool;
    }

    @Test
    void aLockThatSomebodyHoldsIsNoWrongAddress() throws Exception {
        world.startFromDemo();

        DatabaseDefaults.with(pool, "lock_timeout = '50ms'", () -> {
            try (Connection holder = connect(pool, "postgres")) {
                holder.setAutoCommit(false);
                run(holder, "lock table api_key in access exclusive mode");

                CommandCall list = call("postgres", "keys", "list");

                assertThat(list.code()).isEqualTo(1);
                assertThat(list.err())
                        .contains("canceling statement due to lock timeout", "Try again when the other session is done")
                        .doesNotContain("spring.datasource.url", "\tat ");
            }
        });
    }

    @Test
    void aCommandIsReadCommittedWhateverTheDatabasesDefault() throws Exception {
        DatabaseDefaults.with(pool, "default_transaction_isolation = serializable", () -> {
            ServerDatabase database = new ServerDatabase(options("postgres"), new PrintWriter(Writer.nullWriter()));
            String isolation = database.with(JdbcClient.class, UnfitDatabaseTests::isolation);

            assertThat(isolation).isEqualTo("read committed");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"keys list", "export", "prune --older-than 30d", "prune --older-than 30d --dry-run", "load"})
    void anotherEncodingIsRefusedByEveryCommandThatOpensADatabase(String command, @TempDir Path folder)
            throws Exception {
        Path document = Files.writeString(folder.resolve("d.yaml"), "organizations: [{id: 1, name: One}]");
        odd(() -> {
            CommandCall call = call("odd", (command.equals("load") ? "load " + document : command).split(" "));

            assertThat(call.code()).isEqualTo(1);
            assertThat(call.err())
                    .contains(
                            "The database's encoding is LATIN1",
                            "create database NAME template template0 encoding 'UTF8'");
        });
    }

    @Test
    void theDoctorNamesAnotherEncodingAndTablesOfOthers() throws Exception {
        odd(() -> {
            try (Connection others = connect(pool, "odd")) {
                run(others, "create table theirs (id text)");
            }

            CommandCall call = call("odd", "doctor", NO_PYTHON);

            assertThat(call.code()).isEqualTo(1);
            assertThat(call.out())
                    .containsPattern("failed +database +The database's encoding is LATIN1.*create database NAME")
                    .containsPattern("failed +schema +The schema public of the database has tables.*currentSchema=");
        });
    }

    @Test
    void theDoctorNamesAUserWhoMayNotMakeTheTables() throws Exception {
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "create database closed");
            run(neighbour, "create role \"no-maker\" login password 'x'");
            try {
                // What the embedded database's address asks for is not everybody's right
                String address = address("closed").replaceFirst("\\?.*", "");

                CommandCall call = CommandCall.of("doctor", NO_PYTHON, address, USER + "no-maker", PASSWORD + "x");

                assertThat(call.code()).isEqualTo(1);
                assertThat(call.out())
                        .containsPattern(
                                "failed +schema +The user \"no-maker\" may not make tables in the schema public")
                        .contains("grant create on schema public to \"no-maker\"");
            } finally {
                run(neighbour, "drop database closed with (force)");
                run(neighbour, "drop role \"no-maker\"");
            }
        }
    }

    private void odd(DatabaseDefaults.Steps steps) throws Exception {
        try (Connection neighbour = connect(pool, "template1")) {
            run(neighbour, "create database odd template template0 encoding 'LATIN1' locale_provider libc locale 'C'");
            try {
                steps.take();
            } finally {
                run(neighbour, "drop database odd with (force)");
            }
        }
    }

    private CommandCall call(String database, String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(options(database));
        return CommandCall.of(all.toArray(String[]::new));
    }

    private static String isolation(JdbcClient jdbc) {
        return jdbc.sql("select current_setting('transaction_isolation')")
                .query(String.class)
                .single();
    }

    private List<String> options(String database) {
        return List.of(address(database), USER + pool.getUsername(), PASSWORD + pool.getPassword());
    }

    private String address(String database) {
        return "--spring.datasource.url=" + pool.getJdbcUrl().replace("/postgres?", "/" + database + "?");
    }
}
