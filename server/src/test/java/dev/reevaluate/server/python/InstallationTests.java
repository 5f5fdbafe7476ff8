package dev.reevaluate.server.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTests {

    @TempDir
    private Path folder;

    private Path target;
    private Path build;
    private Path server;

    @BeforeEach
    void checkout() throws IOException {
        target = Files.createDirectories(folder.resolve("server/target"));
        build = Files.createDirectories(folder.resolve("server/python/target"));
        server = Files.createFile(target.resolve("reevaluate-server.jar"));
    }

    @Test
    void theJarBesideTheServersJarIsTaken() throws IOException {
        Path jar = Files.createFile(target.resolve("reevaluate-python.jar"));
        Files.createFile(build.resolve("reevaluate-python.jar"));

        assertThat(Installation.found(server)).contains(jar.toString());
    }

    @Test
    void aServerThatRunsFromItsTargetFolderFindsWhatTheBuildMade() throws IOException {
        Path jar = Files.createFile(build.resolve("reevaluate-python.jar"));

        assertThat(Installation.found(server)).contains(jar.toString());
    }

    @Test
    void aServerThatRunsFromClassesTakesTheClassesOfTheSameBuild() throws IOException {
        Path classes = Files.createDirectory(target.resolve("classes"));
        Files.createFile(build.resolve("reevaluate-python.jar"));
        Files.writeString(build.resolve("reevaluate-python.classpath"), "/repository/polyglot.jar\n");

        assertThat(Installation.found(classes)).contains("/repository/polyglot.jar:" + build.resolve("classes"));
    }

    @Test
    void whatSomebodyElsePutBesideTheServersJarIsLeftAlone() throws IOException {
        Path jar = Files.createFile(target.resolve("reevaluate-python.jar"));
        Path ofTheBuild = Files.createFile(build.resolve("reevaluate-python.jar"));
        Path list = Files.writeString(build.resolve("reevaluate-python.classpath"), "/repository/polyglot.jar");
        giveAway(jar, ofTheBuild, list);

        assertThat(Installation.found(server)).isEmpty();
    }

    @Test
    void anArchiveThatSomebodyElsePutBesideTheProgramIsLeftAlone() throws IOException {
        Path jar = Files.createFile(target.resolve("reevaluate-python.jar"));
        Path archive = Files.createFile(
                target.resolve("reevaluate-python-%s.jsa".formatted(System.getProperty("java.vm.version"))));
        assertThat(Installation.archive(jar.toString())).contains(archive);

        giveAway(archive);

        assertThat(Installation.archive(jar.toString())).isEmpty();
    }

    private static void giveAway(Path... files) throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("Only root gives files away")
                .isEqualTo("root");
        for (Path file : files) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
    }

    @Test
    void whereThereIsNoneTheFailureSaysHowToGetIt() {
        assertThat(Installation.found(server)).isEmpty();
        assertThat(Installation.MISSING).contains("beside the server's jar", "reevaluate.python.jar", "./mvnw package");
    }

    @Test
    void aJarThatIsGivenAndMissingStopsTheStart() {
        assertThatThrownBy(() -> Installation.classPath(folder.resolve("none.jar")))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("reevaluate.python.jar names no file");
    }
}
