package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer with a delay holds up no other, as a slow server's does not. */
class LateAnswersTest {

    private static final int LATE = 250;

    // Where each of them has a thread, not even WireMock itself can be asked
    @ParameterizedTest
    @Timeout(60)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            fixedDelayMilliseconds | 3600000
            delayDistribution      | {"type": "uniform", "lower": 3600000, "upper": 3600001}
            """)
    void manyAnswersAreLateAtATimeAndAnotherIsNot(String kind, String delay) throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            stub(mock, "\"%s\": %s".formatted(kind, delay));

            List<CompletableFuture<HttpResponse<String>>> late = Stream.generate(
                            () -> MockClient.begin(MockClient.request(mock, "/test_framework/v1/results/104/")))
                    .limit(LATE)
                    .toList();

            while (!asked(mock).contains("\"count\" : %s".formatted(LATE))) {
                Thread.onSpinWait();
            }
            assertThat(MockClient.get(mock, "/test_framework/v1/results/101/").statusCode())
                    .isEqualTo(200);
            assertThat(late).noneMatch(CompletableFuture::isDone);
        }
    }

    private static void stub(Mock mock, String delay) throws Exception {
        assertThat(MockClient.admin(mock, "POST", "mappings", """
                        {"priority": 1, "request": {"method": "GET", "urlPath": "/test_framework/v1/results/104/"},
                         "response": {"status": 502, %s}}""".formatted(delay))
                        .statusCode())
                .isEqualTo(201);
    }

    private static String asked(Mock mock) throws Exception {
        return MockClient.admin(mock, "POST", "requests/count", """
                        {"method": "GET", "urlPath": "/test_framework/v1/results/104/"}""").body();
    }
}
