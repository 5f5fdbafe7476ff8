package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract may cover many values of a query parameter: its stub answers to all of them alike. */
class AnyValueTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"2, 404", "7, 404", "4711, 404", "503, 503", "1, 200"})
    void theStubAnswersToEachValue(String value, int status) {
        try (Stubs plain = Stubs.plain()) {
            assertThat(plain.send(HttpRequest.newBuilder(
                                            plain.uri("/test_framework/billing/info/?organization_id=" + value))
                                    .header(Contract.KEY_HEADER, "demo-key"))
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void anotherTypeOfMatcherIsNamed() throws IOException {
        Path file = directory.resolve("a.yml");
        Files.writeString(file, """
                description: It is so.
                request: {method: GET, urlPath: /a, queryParameters: {b: c}, matchers: {queryParameters: [{key: b, type: absent}]}}
                response: {status: 200}
                """);

        assertThatThrownBy(() -> Contract.read("a", file)).hasMessageContaining("not absent");
    }
}
