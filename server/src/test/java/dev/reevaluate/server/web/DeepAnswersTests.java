package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is in the database already is shown, however deep or long: earlier versions let it in. */
@ServerTest
class DeepAnswersTests {

    private static final String DEEP = "[".repeat(495) + "]".repeat(495);

    private final World world;
    private final int port;

    @Autowired
    DeepAnswersTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"results/101/", "runs/bulk/?run_ids=1001"})
    void whatAnEarlierVersionHasStoredIsShown(String path) throws IOException, InterruptedException {
        world.startFromDemo();
        world.change("""
                insert into score (run_id, metric_id, score, explanation, extra)
                values (1001, 11, 1, '["deep"]', ('{"a": %s, "b": 1e2000}')::jsonb)
                """.formatted(DEEP));
        world.change("update run set metadata = '{\"a\": %s}'::jsonb where id = 1001".formatted(DEEP));

        // Not by our own client, which reads answers itself, and would give up on this one
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:%d/test_framework/v1/%s".formatted(port, path)))
                                .header("X-CEKURA-API-KEY", "demo-key")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"a\":" + DEEP);
    }
}
