package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine neither gets into the database nor passes for it. */
class WhoConnectsTests {

    private static final int SSL_REQUEST = 80877103;

    @TempDir
    private Path data;

    @Test
    void onlyWhoKnowsThePasswordWhichIsInAFileOfTheServersUser() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            String plain = database.jdbcUrl().replaceFirst("\\?.*", "");

            assertThatThrownBy(() -> DriverManager.getConnection(plain, "postgres", "postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Databases.connect(database)
                            .sql("select distinct auth_method from pg_hba_file_rules")
                            .query(String.class)
                            .list())
                    .containsExactly("scram-sha-256");
            assertThat(Databases.connect(database)
                            .sql(
                                    "select current_setting('listen_addresses') || current_setting('unix_socket_directories')")
                            .query(String.class)
                            .single())
                    .isEqualTo("127.0.0.1");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(data.resolve("password"))).hasSizeGreaterThan(40);
    }

    @Test
    void aConnectionDoesNotStretchAPasswordThatIsRandomAnyway() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            assertThat(Databases.connect(database)
                            .sql("select rolpassword from pg_authid where rolname = 'postgres'")
                            .query(String.class)
                            .single())
                    .startsWith("SCRAM-SHA-256$1:");
        }
    }

    @Test
    void aCommandConnectsAsTheServerDoesAndItsPasswordIsNeverPrinted() throws IOException {
        try (EmbeddedDatabase database = Databases.launch(data)) {
            RunningDatabase ofCommands = RunningDatabase.on(data).orElseThrow();

            assertThat(ofCommands)
                    .isEqualTo(new RunningDatabase(database.jdbcUrl(), database.user(), database.password()));
            assertThat(ofCommands.toString()).doesNotContain(database.password());
        }
    }

    @Test
    void anotherProgramOnThePortIsNotBelieved() throws Exception {
        try (EmbeddedDatabase database = Databases.launch(data);
                ServerSocket impostor = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String url = database.jdbcUrl().replaceFirst(":\\d+/", ":" + impostor.getLocalPort() + "/");
            CompletableFuture<Void> letsAnybodyIn = CompletableFuture.runAsync(() -> letAnybodyIn(impostor));

            assertThatThrownBy(() -> DriverManager.getConnection(url, database.user(), database.password()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("requireAuth");

            letsAnybodyIn.join();
        }
    }

    // As PostgreSQL does where it trusts: R, then "no password needed"
    private static void letAnybodyIn(ServerSocket impostor) {
        try (Socket client = impostor.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            byte[] rest = new byte[in.readInt() - 8];
            if (in.readInt() == SSL_REQUEST) {
                out.writeByte('N');
                rest = new byte[in.readInt() - 4];
            }
            in.readFully(rest);
            out.writeByte('R');
            out.writeInt(8);
            out.writeInt(0);
            assertThat(in.read()).as("the client leaves").isIn(-1, (int) 'X');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
