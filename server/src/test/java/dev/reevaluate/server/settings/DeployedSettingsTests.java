package dev.reevaluate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What deploys the server names only settings that there are: another one would keep it from starting. */
class DeployedSettingsTests {

    private static final Pattern SETTING = Pattern.compile("\\b(REEVALUATE|SPRING_DATASOURCE)_[A-Z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "../deploy/compose.yaml", "../deploy/systemd/reevaluate.service"})
    void everySettingThatIsNamedExists(String file) throws IOException {
        Set<String> named = SETTING.matcher(Files.readString(Path.of(file)))
                .results()
                .map(name -> name.group())
                .collect(Collectors.toSet());
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        file, named.stream().collect(Collectors.toMap(name -> name, name -> (Object) "x"))));

        assertThat(named).isNotEmpty();
        assertThatCode(() -> new KnownSettings(SettingsMetadata.read().names()).check(environment))
                .doesNotThrowAnyException();
    }
}
