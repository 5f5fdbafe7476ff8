package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What another user put where the server looks for its settings is not obeyed. */
class SettingsFilesTests {

    @TempDir
    private Path directory;

    @Test
    void aFileOfAnotherUserIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), "server.port: 17085\n");
        giveAway(file);

        assertThatThrownBy(this::read)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("belongs to the user 12345");
    }

    @Test
    void aFileInADirectoryOfAnotherUserIsRefused() throws IOException {
        Path config = Files.createDirectory(directory.resolve("config"));
        Files.writeString(config.resolve("application.properties"), "server.port=17085\n");
        giveAway(config);

        assertThatThrownBy(this::read)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("belongs to the user 12345");
    }

    @Test
    void onesOwnFilesAreRead() throws IOException {
        Files.writeString(directory.resolve("application.yaml"), "server.port: 17085\n");
        Files.writeString(directory.resolve("application.properties"), "");

        assertThatCode(this::read).doesNotThrowAnyException();
    }

    // As Spring reads them at a start, with this directory in the place of the one that a server is started in
    private void read() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "places",
                        Map.of(
                                "spring.config.location",
                                "optional:file:%1$s/,optional:file:%1$s/config/".formatted(directory))));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new SettingsFiles().postProcessEnvironment(environment, new SpringApplication(ReevaluateServer.class));
    }

    private static void giveAway(Path place) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives a file away");
        Files.setAttribute(place, "unix:uid", 12345);
    }
}
