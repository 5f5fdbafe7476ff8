package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whatever {@code refused-documents.yaml} writes into a document stops the build by name. */
class RefusedDocumentsTableTests {

    private static final JsonNode TABLE = new YAMLMapper()
            .readTree(Objects.requireNonNull(
                    RefusedDocumentsTableTests.class.getResourceAsStream("/refused-documents.yaml")));

    @Test
    void withoutAChangeNothingIsRefused() {
        assertThat(served(MissingNode.getInstance()).paths()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeIsRefusedByName(JsonNode change) {
        assertThat(changed("", "", "", "")).contains(change.path("from").asString(""));
        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> served(change))
                .withMessageMatching("(?s)(openapi|parts/a).(yaml|json), #.*: not supported: .*, because .*")
                .withMessageContaining(change.path("says").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parts/a.json", "parts/a.yaml"})
    void aFileThatNestsDeeperThanTheParserReadsIsRefusedByName(String file) {
        String deep = "{\"X\": {\"enum\": " + "[".repeat(600) + "]".repeat(600) + "}}";

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> OpenApiContract.served(
                        changed("", "", "n: {$ref: '%s#/X'}".formatted(file), ""),
                        name -> Optional.of(deep).filter(any -> name.equals(file))))
                .withMessageStartingWith(file + ", #: not supported: ");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void aChangeThatCanBeHonouredIsServed(JsonNode change) {
        assertThat(served(change).paths()).hasSize(1);
    }

    static Stream<JsonNode> harmless() {
        return TABLE.path("accepted").valueStream();
    }

    static Stream<JsonNode> changes() {
        return TABLE.path("refused").valueStream();
    }

    private static String changed(String from, String to, String fields, String parameters) {
        String document = TABLE.path("document").asString();
        return (from.isEmpty() ? document : document.replace(from, to))
                .replace("FIELDS", fields)
                .replace("PARAMETERS", parameters);
    }

    private static OpenApiContract served(JsonNode change) {
        return OpenApiContract.served(
                changed(
                        change.path("from").asString(""),
                        change.path("change").asString(""),
                        change.path("fields").asString(""),
                        change.path("parameters").asString("")),
                name -> Optional.ofNullable(change.path("file").asString(null))
                        .filter(text -> name.matches("parts/a.(yaml|json)")));
    }
}
