package dev.reevaluate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An editor knows every setting and what it means, and the README tells what holds where nothing is set. */
class ConfigurationMetadataTests {

    private static final Pattern BOUND_BY_NAME =
            Pattern.compile("(?:\\$\\{|getProperty\\(\"|ConditionalOn\\w*Property\\(\")(reevaluate\\.[a-z.-]+)");

    private static final Pattern IN_THE_README = Pattern.compile("(?m)^\\| (`[^|]+) \\| ([^|]+) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

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

    @Test
    void eachSettingIsNamedInTheReadmeOrTheDocs() throws IOException {
        String named;
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            named = Stream.concat(Stream.of(Path.of("../README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(ConfigurationMetadataTests::text)
                    .collect(Collectors.joining());
        }

        assertThat(settings())
                .filteredOn(setting -> !setting.path("description").asString("").contains("known to the build"))
                .extracting(setting -> setting.path("name").asString())
                .allMatch(name -> named.contains("`%s`".formatted(name)));
    }

    @Test
    void theReadmeNamesTheDefaultsThatApply() throws IOException {
        Map<String, String> defaults = settings().stream()
                .filter(setting -> setting.has("defaultValue"))
                .collect(Collectors.toMap(
                        setting -> setting.path("name").asString(),
                        setting -> setting.path("defaultValue").asString().replace("1048576B", "1MB")));
        Map<String, String> named = new TreeMap<>();
        IN_THE_README.matcher(text(Path.of("../README.md"))).results().forEach(row -> {
            List<String> names = CODE.matcher(row.group(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            List<String> values = List.of(row.group(2).replace("`", "").split(", *"));
            IntStream.range(0, names.size())
                    .filter(i -> defaults.containsKey(names.get(i)))
                    .forEach(i -> named.put(names.get(i), values.get(i)));
        });

        assertThat(named).hasSizeGreaterThanOrEqualTo(6);
        assertThat(defaults).containsAllEntriesOf(named);
    }

    // Of the jar itself: libraries bring files of the same name
    static List<JsonNode> settings() throws IOException {
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
