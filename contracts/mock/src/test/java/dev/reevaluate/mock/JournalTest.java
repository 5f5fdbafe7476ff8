package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The mock's journal has every request, and is bounded in number and in bytes. */
class JournalTest {

    @Test
    void refusedRequestsAreInTheJournalToo() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            MockClient.post(mock, "{\"result_ids\": [], \"metric_ids\": [11]}");
            MockClient.get(mock, "/test_framework/v1/nowhere/");

            assertThat(MockClient.admin(mock, "POST", "requests/count", "{\"url\": \"/test_framework/v1/nowhere/\"}")
                            .body())
                    .contains("\"count\" : 1");
            assertThat(journal(mock)).isEqualTo(2);
        }
    }

    @Test
    void theJournalKeepsTheLastRequestsAndNoMore() throws Exception {
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (int i = 0; i < 1005; i++) {
                MockClient.get(mock, "/test_framework/v1/results/101/?number=" + i);
            }

            assertThat(journal(mock)).isEqualTo(1000);
            assertThat(MockClient.admin(mock, "GET", "requests?limit=1", "").body())
                    .contains("number=1004");
        }
    }

    @Test
    void theJournalKeepsFewerRequestsOfLargeBodies() throws Exception {
        String large =
                "{\"note\": \"%s\", \"result_ids\": [101], \"metric_ids\": [11]}".formatted("x".repeat(1_000_000));
        try (Mock mock = Mock.start(Options.parse("--port=0"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(MockClient.post(mock, large).statusCode()).isEqualTo(200);
            }

            assertThat(journal(mock)).isEqualTo(8);
        }
    }

    private static int journal(Mock mock) throws IOException, InterruptedException {
        String total = MockClient.admin(mock, "GET", "requests?limit=1", "").body();
        Matcher matcher = Pattern.compile("\"total\" : (\\d+)").matcher(total);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
