package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server that is given a database uses it, and nothing else. */
class OwnDatabaseTests {

    @Test
    void aDatabaseThatIsGivenIsUsedAndGetsNoDemo(@TempDir Path directory) throws IOException {
        try (EmbeddedDatabase given = Databases.launch(directory.resolve("given"));
                var server = new SpringApplicationBuilder(ReevaluateServer.class)
                        .run(
                                "--server.port=0",
                                "--reevaluate.data-dir=" + directory.resolve("data"),
                                "--spring.datasource.url=" + given.jdbcUrl(),
                                "--spring.datasource.username=" + given.user(),
                                "--spring.datasource.password=" + given.password())) {
            assertThat(given.jdbcUrl())
                    .contains(":"
                            + server.getBean(JdbcClient.class)
                                    .sql("select inet_server_port()")
                                    .query(Integer.class)
                                    .single()
                            + "/");
            assertThat(server.getBean(Workspaces.class).isEmpty()).as("no demo").isTrue();
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }
}
