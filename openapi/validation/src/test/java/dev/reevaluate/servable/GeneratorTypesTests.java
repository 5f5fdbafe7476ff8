package dev.reevaluate.servable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A schema that may be called as a type which the generator imports gets another name from the build. */
class GeneratorTypesTests {

    private static final Pattern MAPPINGS = Pattern.compile("<modelNameMapping>(.*?)</modelNameMapping>");

    @Test
    void thePomNamesJustTheSchemasThatAreNotRefused() throws IOException {
        List<String> mapped = MAPPINGS.matcher(Files.readString(Path.of("../../pom.xml")))
                .results()
                .flatMap(mapping -> Stream.of(mapping.group(1).split(",", -1)))
                .toList();

        assertThat(mapped)
                .containsExactlyInAnyOrderElementsOf(GeneratorTypes.IMPORTED.stream()
                        .flatMap(name ->
                                Stream.of(name, name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)))
                        .filter(name -> !GeneratorTypes.MAPPED.contains(name))
                        .map(name -> name + "=" + GeneratorTypes.className("#", name))
                        .toList());
    }
}
