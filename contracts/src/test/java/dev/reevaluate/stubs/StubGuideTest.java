package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StubGuideTest {

    @Test
    void theTableInTheReadmeIsTheOneOfTheContracts() throws IOException {
        String choices = new StubGuide(Stubs.CONTRACTS, Spec.load()).choices();

        assertThat(Files.readString(Path.of("../README.md")))
                .as("README.md, \"Choose an answer by what your test sends\": put this table there%n%s", choices)
                .contains(choices);
    }

    @Test
    void eachExampleOfTheGuideIsOfAProjectThatRuns() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> outside = Files.walk(Path.of("outside"))) {
            for (Path file : outside.filter(StubGuideTest::isCopied).toList()) {
                files.add(unindented(Files.readString(file)));
            }
        }
        Matcher examples = Pattern.compile("(?s)```(?:xml|java|kotlin)\\R(.*?)```")
                .matcher(Files.readString(Path.of("../docs/stubs.md")));

        assertThat(examples.results().map(example -> unindented(example.group(1))))
                .hasSizeGreaterThan(5)
                .allMatch(example -> files.stream().anyMatch(file -> file.contains(example)));
    }

    private static boolean isCopied(Path file) {
        return file.toString().matches("outside/[a-z-]+/(pom\\.xml|src/.*\\.java|.*\\.kts)");
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Test
    void theJarOfTheStubsHoldsTheGuide() throws IOException {
        assertThat(Files.readString(Stubs.MAPPINGS.resolveSibling("STUBS.md")))
                .contains("| bulk_evaluate/accepts_multipart | 200 |");
    }
}
