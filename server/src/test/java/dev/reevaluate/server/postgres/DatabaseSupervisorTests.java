package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that ends by itself is started again, at the same address, and not in a tight circle. */
class DatabaseSupervisorTests {

    @TempDir
    private Path data;

    private Duration passed = Duration.ZERO;
    private final SteadyClock clock = new SteadyClock(() -> passed.toNanos());

    @Test
    void aKilledDatabaseRunsAgainAtTheSameAddress() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            DatabaseSupervisor supervisor = new DatabaseSupervisor(database, clock);
            String address = database.jdbcUrl();
            kill(database);

            await().untilAsserted(() -> {
                passed = passed.plusSeconds(1);
                supervisor.look();
                assertThat(database.postmaster().isReady()).isTrue();
            });

            assertThat(database.jdbcUrl()).isEqualTo(address);
            assertThat(Databases.connect(database)
                            .sql("select 1")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void aKilledDatabaseWhoseLogSomebodyDeletedRunsAgain() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            DatabaseSupervisor supervisor = new DatabaseSupervisor(database, clock);
            Files.delete(data.resolve("postgresql.log"));
            kill(database);

            await().untilAsserted(() -> {
                passed = passed.plusSeconds(1);
                supervisor.look();
                assertThat(database.postmaster().isReady()).isTrue();
            });
            assertThat(data.resolve("postgresql.log")).content().contains("ready to accept connections");
        }
    }

    @Test
    void oneThatCannotRunIsTriedSixTimesInTheFirstMinuteThenOnceAMinuteAndRunsOnceItCan() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            DatabaseSupervisor supervisor = new DatabaseSupervisor(database, clock);
            Path control = data.resolve("postgresql/global/pg_control");
            Path away = Files.move(control, data.resolve("pg_control"));
            kill(database);

            assertThat(startsWithin(Duration.ofMinutes(1), database, supervisor))
                    .isEqualTo(6);
            assertThat(startsWithin(Duration.ofMinutes(10), database, supervisor))
                    .isBetween(10, 11);

            Files.move(away, control);
            await().untilAsserted(() -> {
                passed = passed.plusSeconds(1);
                supervisor.look();
                assertThat(database.postmaster().isReady()).isTrue();
            });
        }
    }

    @Test
    void oneThatWasClosedStaysSo() throws IOException {
        EmbeddedDatabase database = Databases.launch(data);
        database.close();

        new DatabaseSupervisor(database, clock).look();

        assertThat(database.postmaster().isAlive()).isFalse();
    }

    private int startsWithin(Duration time, EmbeddedDatabase database, DatabaseSupervisor supervisor)
            throws IOException {
        Set<Postmaster> started = new HashSet<>();
        Postmaster before = database.postmaster();
        for (Duration end = passed.plus(time); passed.compareTo(end) < 0; passed = passed.plusSeconds(1)) {
            supervisor.look();
            started.add(database.postmaster());
            database.postmaster().process().onExit().join();
        }
        started.remove(before);
        return started.size();
    }

    private static void kill(EmbeddedDatabase database) {
        database.postmaster().process().destroyForcibly();
        database.postmaster().process().onExit().join();
    }
}
