package dev.reevaluate.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

/** The demo, whose keys everybody knows, never shares a database with other data. */
@ServerTest
class DemoDatabaseTests {

    private static final String OWN = "organizations: [{id: 1, name: Own}]";

    private final World world;
    private final Workspaces workspaces;
    private final DemoWorkspace demo;
    private final ApiKeys keys;
    private final MockEnvironment environment = new MockEnvironment();

    @TempDir
    private Path directory;

    @Autowired
    DemoDatabaseTests(World world, Workspaces workspaces, DemoWorkspace demo, ApiKeys keys) {
        this.world = world;
        this.workspaces = workspaces;
        this.demo = demo;
        this.keys = keys;
    }

    @BeforeEach
    void anEmptyDatabase() {
        world.clear();
    }

    @Test
    void anEmptyEmbeddedDatabaseGetsTheDemoAndServesItAgainAfterARestart() {
        startWith(null);
        assertThat(demo.isLoaded()).isTrue();
        String before = world.everything();

        startWith(null);

        assertThat(demo.isLoaded()).isTrue();
        assertThat(keys.caller("demo-key")).isPresent();
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void anOwnDocumentIsRefusedBesideTheDemoWithWhatToDo() throws IOException {
        startWith(null);
        String before = world.everything();

        SetupException refused = catchThrowableOfType(SetupException.class, () -> startWith(OWN));

        assertThat(refused).hasMessageContaining("demo");
        assertThat(refused.action()).contains("--reevaluate.data-dir", "delete");
        assertThat(world.everything()).isEqualTo(before);
        assertThat(demo.isLoaded()).isTrue();
    }

    @Test
    void anOwnDatabaseNeverGetsTheDemo() throws IOException {
        startWith(OWN);

        startWith(null);

        assertThat(demo.isLoaded()).isFalse();
        assertThat(world.count("api_key")).isZero();
        assertThat(catchThrowableOfType(SetupException.class, workspaces::loadDemo))
                .hasMessageContaining("other data");
    }

    @Test
    void aDatabaseThatAnEmptyDocumentWasLoadedIntoIsAnOwnOne() throws IOException {
        startWith("{}");

        startWith(null);

        assertThat(world.count("organization")).isZero();
    }

    @Test
    void aDatabaseOfTheOperatorsNeverGetsTheDemo() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/reevaluate");

        startWith(null);

        assertThat(world.count("organization")).isZero();
    }

    @Test
    void theDemoGivenAsADocumentIsRefusedForItsKeys() throws IOException {
        String document = new ClassPathResource("demo/workspace.yaml")
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);

        SetupException refused = catchThrowableOfType(SetupException.class, () -> startWith(document));

        assertThat(refused).hasMessageContaining("api_keys[0].key: a key needs at least 32 random characters");
        assertThat(world.count("organization")).isZero();
    }

    private void startWith(@Nullable String document) {
        try {
            Path file = directory.resolve("workspace.yaml");
            String option =
                    document == null ? null : Files.writeString(file, document).toString();
            new WorkspaceAtStart(workspaces, option, environment).afterPropertiesSet();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
