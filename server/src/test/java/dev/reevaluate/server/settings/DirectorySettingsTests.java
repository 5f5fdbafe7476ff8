package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** initdb even runs what stands in {@code $(...)} of the path of the programs that it calls: such a path is refused. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DirectorySettingsTests {

    private static final String DATA = "reevaluate.data-dir";
    private static final String PROGRAMS = "reevaluate.programs-dir";

    private final MockEnvironment settings = new MockEnvironment();

    @ParameterizedTest
    @ValueSource(strings = {"a$b", "a$(touch ran)b/data", "a\"b", "a`touch ran`b", "a\\\\b", "a\nb", "a\rb"})
    void aNameThatAShellReadsOtherwiseIsRefused(String name) {
        refuses(DATA, name);
        settings.setProperty(DATA, "data");
        refuses(PROGRAMS, name);
    }

    @Test
    void aLinkToSuchANameIsRefused(@TempDir Path directory) throws IOException {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("a$b")));

        refuses(DATA, link.resolve("data").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a'b", "a%b", "a;b&c|d", "a\\b", "#a*?[b]<c>~!"})
    void anyOtherNameIsTaken(String name) {
        settings.setProperty(DATA, name);
        settings.setProperty(PROGRAMS, name);

        isTaken();
    }

    @Test
    void theDataMayBeAnywhereWhereTheProgramsAreNot() {
        settings.setProperty(DATA, "a$b");
        settings.setProperty(PROGRAMS, "programs");
        isTaken();

        refuses(DATA, "a\nb");
    }

    @Test
    void noNameIsRefusedWhereThereIsAnotherDatabase() {
        settings.setProperty(DATA, "a$b");
        settings.setProperty("spring.datasource.url", "jdbc:postgresql://db/x");

        isTaken();
    }

    private void refuses(String option, String name) {
        settings.setProperty(option, name);
        assertThatThrownBy(() -> DirectorySettings.check(settings))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("The path of %s holds ", option);
    }

    private void isTaken() {
        assertThatCode(() -> DirectorySettings.check(settings)).doesNotThrowAnyException();
    }
}
