package dev.reevaluate.server.settings;

import dev.reevaluate.server.Owners;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;

/**
 * Refuses a file of settings that another user could have put there: the server would run what it names, and write where it says.
 * Spring reads {@code application.yaml} and {@code config/} in the directory that the server is started in, which may be {@code /tmp}.
 */
class SettingsFiles implements EnvironmentPostProcessor, Ordered {

    // After the files are read, before a logging.config of theirs is
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().stream()
                .filter(OriginTrackedMapPropertySource.class::isInstance)
                .map(OriginTrackedMapPropertySource.class::cast)
                .flatMap(SettingsFiles::file)
                .distinct()
                .forEach(SettingsFiles::refuseOfStrangers);
    }

    private static Stream<Path> file(OriginTrackedMapPropertySource source) {
        return Stream.of(source.getPropertyNames())
                .limit(1)
                .map(source::getOrigin)
                .flatMap(SettingsFiles::file);
    }

    private static Stream<Path> file(Origin origin) {
        if (origin instanceof TextResourceOrigin text) {
            Resource resource = text.getResource();
            try {
                return resource != null && resource.isFile()
                        ? Stream.of(resource.getFile().toPath())
                        : Stream.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Stream.empty();
    }

    static void refuseOfStrangers(Path file) {
        try {
            Optional<Owners.Stranger> stranger =
                    Owners.trusted(Owners.program(), file.resolveSibling("")).strangerOn(file);
            if (stranger.isPresent()) {
                throw new SetupException(
                        "The file of settings %s was not read further: %s belongs to the user %s."
                                .formatted(
                                        file,
                                        stranger.get().place(),
                                        stranger.get().name()),
                        "Start the server in another directory, or take the file away, or over (chown).");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
