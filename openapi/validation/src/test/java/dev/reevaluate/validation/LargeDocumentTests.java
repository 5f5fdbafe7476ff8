package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document of many operations, all of which lead to all schemas, is checked in no more than its share of the work. */
class LargeDocumentTests {

    private static final String BEGINNING = """
            openapi: 3.1.0
            info: {title: Large, version: v1}
            security: [{key: []}]
            paths:
            """;
    private static final String COMPONENTS = """
            components:
              securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
              schemas:
            """;

    @Test
    void fourTimesTheOperationsAndSchemasTakeNoMoreThanTheirShareOfTheWork() {
        work(10, 10);

        assertThat(work(100, 75)).isLessThan(6 * work(25, 19));
        assertThat(work(400, 300)).isLessThan(6 * work(100, 75));
    }

    @Test
    void aChainOfReferencesMayBeLongerThanTheStackIsDeep() {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            schemas.append("    S%d: {type: object, properties: {next: {$ref: '#/components/schemas/S%d'}}}\n"
                    .formatted(i, (i + 1) % 3000));
        }

        assertThat(served(operation(0, 0) + COMPONENTS + schemas).paths()).hasSize(1);
    }

    @Test
    void aLetterOfTwoCharactersMayStandAtAnyEdgeOfTheReadersBuffer() {
        for (int before = 0; before < 3200; before++) {
            String text = "x".repeat(before) + "\uD83D\uDE00";

            assertThat(OpenApiDocument.of(BEGINNING.replace("Large", text) + operation(0, 0) + COMPONENTS
                                    + "    S0: {type: object}\n")
                            .at("#/info")
                            .path("title")
                            .asString())
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"v": 9}        | {v=[Ensure this value is less than or equal to 5.]}
            {"w": [9, 9]}   | {w=[Item 0: Ensure this value is less than or equal to 5., Item 1: Ensure this value is less than or equal to 5.]}
            {"x": {"y": 9}} | {x.y=[Ensure this value is less than or equal to 5.]}
            """)
    void whatManyPartsOfASchemaSayOfAFieldIsSaidOnce(String body, String refusal) {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            schemas.append(
                    "    S%d: {type: object, allOf: [{$ref: '#/components/schemas/S%2$d'}, {$ref: '#/components/schemas/S%2$d'}]}\n"
                            .formatted(i, i + 1));
        }
        schemas.append("    S16: {type: object, properties: {v: %1$s, w: {type: array, items: %1$s}, x: {type: object,"
                .formatted("{type: integer, maximum: 5}"));
        schemas.append(" properties: {y: {type: integer, maximum: 5}}}}}\n");
        RequestValidator validator = new RequestValidator(served(operation(0, 0) + COMPONENTS + schemas), 1000);
        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        Request request = new Request(
                "POST",
                "/shop/x0/",
                null,
                name -> name.equalsIgnoreCase("Content-Type") ? List.of("application/json") : List.of(),
                sent.length,
                new ByteArrayInputStream(sent));

        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> validator.validate(request, false))
                .satisfies(refused -> assertThat(refused.body()).hasToString(refusal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{type: string, default: %s}", "{type: string, enum: [a, %s]}", "{type: string, const: %s}"})
    void aTextThatIsTooLongForJavaIsRefusedByName(String field) {
        String schema = "    S0: {type: object, properties: {n: %s}}\n".formatted(field.formatted("a".repeat(65_536)));

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> served(operation(0, 0) + COMPONENTS + schema))
                .withMessageStartingWith("openapi.yaml, #/components/schemas/S0/properties/n/")
                .withMessageContaining("not supported: a text of more than 65535 bytes, because");
    }

    // What a thread allocates is the same on a busy machine as on an idle one
    private static long work(int operations, int schemas) {
        String document = document(operations, schemas);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThat(served(document).paths()).hasSize(operations);
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    private static String document(int operations, int schemas) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < operations; i++) {
            text.append(operation(i, i % schemas));
        }
        text.append(COMPONENTS);
        for (int i = 0; i < schemas; i++) {
            text.append("    S%d: {type: object, properties: {".formatted(i));
            for (int property = 0; property < 10; property++) {
                text.append("p%d: {type: string, maxLength: %d}, ".formatted(property, property + 1));
            }
            for (int property = 1; property <= 3; property++) {
                text.append(
                        "r%d: {$ref: '#/components/schemas/S%d'}, ".formatted(property, (i * 3 + property) % schemas));
            }
            text.append("l: {type: array, items: {$ref: '#/components/schemas/S%d'}}}}\n".formatted((i + 1) % schemas));
        }
        return text.toString();
    }

    private static String operation(int number, int schema) {
        String content = "{application/json: {schema: {$ref: '#/components/schemas/S%d'}}}".formatted(schema);
        return """
                  /shop/x%d/:
                    post:
                      operationId: o%d
                      requestBody: {required: true, content: %s}
                      responses: {'200': {description: right, content: %s}}
                """.formatted(number, number, content, content);
    }

    private static OpenApiContract served(String pathsAndComponents) {
        return OpenApiContract.served(BEGINNING + pathsAndComponents, none -> Optional.empty());
    }
}
