package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is done is answered as done, however many requests come behind it at once. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelinedRequestsTests {

    private static final String CHUNKS =
            "14;ext=1\r\n{\"result_ids\": [101]\r\n15\r\n, \"metric_ids\": [11]}\r\n0\r\n%s\r\n";

    private final World world;
    private final int port;

    @Autowired
    PipelinedRequestsTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 50, 55, 60, 65, 70, 100, 400})
    void aChunkedRequestIsAnsweredAsIfItWereAlone(int followers) throws IOException {
        String answers = Wire.sendAndStay(port, bulk(), CHUNKS.formatted("") + followers(followers));

        assertThat(answers.substring(0, 12)).isEqualTo("HTTP/1.1 200");
        assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(1 + 1 + followers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void trailersAreReadPast(int followers) throws IOException {
        String answers = Wire.sendAndStay(port, bulk(), CHUNKS.formatted("X-A: b\r\n") + followers(followers));

        assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(1 + 1 + followers);
    }

    @Test
    void aChunkedRequestWhoseSenderSendsNoMoreIsAnswered() throws IOException {
        assertThat(Wire.sendForAll(port, bulk(), CHUNKS.formatted(""))).startsWith("HTTP/1.1 200");
    }

    // Another answer would be taken for that of the next request
    @ParameterizedTest
    @ValueSource(strings = {BULK, "/reevaluate/v1/estimates/"})
    void aChunkedRequestHasOneAnswerOnAConnectionThatIsKept(String path) throws IOException {
        String one = String.join("\r\n", post(path)) + "\r\n\r\n" + CHUNKS.formatted("");

        for (int i = 0; i < 20; i++) {
            String answers = Wire.sendInTurn(port, one, follower("keep-alive"), one, follower("close"));

            assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(1 + 4);
            assertThat(answers.split("\"count\":", -1)).as("of results").hasSize(1 + 2);
        }
    }

    @Test
    void eachOfSeveralChunkedRequestsIsAnswered() throws IOException {
        String one = String.join("\r\n", bulk()) + "\r\n\r\n" + CHUNKS.formatted("");

        String answers = Wire.sendAndStay(port, bulk(), CHUNKS.formatted("") + one.repeat(39) + follower("close"));

        assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(1 + 40 + 1);
    }

    private static List<String> bulk() {
        return post(BULK);
    }

    private static List<String> post(String path) {
        return head(
                        "POST " + path,
                        "X-CEKURA-API-KEY: demo-key",
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked")
                .stream()
                .filter(line -> !line.startsWith("Connection"))
                .toList();
    }

    private static String followers(int count) {
        return follower("keep-alive").repeat(count - 1) + follower("close");
    }

    private static String follower(String connection) {
        return String.join(
                "\r\n",
                "GET /test_framework/v1/results/?page_size=1 HTTP/1.1",
                "Host: localhost",
                "Connection: " + connection,
                "X-CEKURA-API-KEY: demo-key",
                "\r\n");
    }
}
