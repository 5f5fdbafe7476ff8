package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An editor knows every setting and what it means. */
class ConfigurationMetadataTests {

    private static final Pattern BOUND_BY_NAME =
            Pattern.compile("(?:\\$\\{|getProperty\\(\"|ConditionalOn\\w*Property\\(\")(reevaluate\\.[a-z.-]+)");

    @Test
    void eachSettingHasADescription() throws IOException {
        List<JsonNode> settings = settings();

        assertThat(settings).hasSizeGreaterThan(30);
        assertThat(settings)
                .filteredOn(setting -> setting.path("description").asString("").isBlank())
                .extracting(setting -> setting.path("name").asString())
                .isEmpty();
    }

    @Test
    void eachSettingThatIsReadByItsNameIsThere() throws IOException {
        List<String> read;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            read = sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file ->
                            BOUND_BY_NAME.matcher(text(file)).results().map((MatchResult name) -> name.group(1)))
                    .distinct()
                    .toList();
        }

        assertThat(read).contains("reevaluate.data-dir", "reevaluate.workspace");
        assertThat(settings())
                .extracting(setting -> setting.path("name").asString())
                .containsAll(read);
    }

    // Of the jar itself: libraries bring files of the same name
    private static List<JsonNode> settings() throws IOException {
        try (InputStream file =
                Files.newInputStream(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))) {
            List<JsonNode> settings = new ArrayList<>();
            JsonMapper.shared().readTree(file).path("properties").forEach(settings::add);
            return settings;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
