package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.FORM;
import static dev.reevaluate.server.web.Http.JSON;
import static dev.reevaluate.server.web.Http.MULTIPART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The header Idempotency-Key of a bulk request: what it may be, and what a repeated request gets. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class IdempotencyKeyHeaderTests {

    private static final String HEADER = "Idempotency-Key";
    private static final String BODY = "{\"result_ids\": [101, 102], \"metric_ids\": [16]}";
    private static final String TOO_SHORT = "Ensure this field has at least 1 characters.";
    private static final String TOO_LONG = "Ensure this field has no more than 255 characters.";
    private static final String NOT_VISIBLE_ASCII = "This value does not match the required pattern: ^[!-~]*$";

    private final World world;
    private final int port;

    @Autowired
    IdempotencyKeyHeaderTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @Test
    void theSameIdsAreTheSameRequestInAnyMediaType() throws IOException, InterruptedException {
        assertThat(send("k", JSON, BODY).statusCode()).isEqualTo(200);
        world.work();
        String before = world.everything();

        assertAcceptedAgain(send("k", JSON, "{\"metric_ids\": [1.6e1], \"result_ids\": [102, 101]}"));
        assertAcceptedAgain(send("k", FORM, "result_ids=101&result_ids=102&metric_ids=16"));
        assertAcceptedAgain(
                send("k", MULTIPART, Http.parts("metric_ids", "16", "result_ids", "102", "result_ids", "101")));

        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void otherIdsUnderTheKeyAreRefused() throws IOException, InterruptedException {
        send("k", JSON, BODY);
        String before = world.everything();

        HttpResponse<String> response = send("k", JSON, "{\"result_ids\": [101], \"metric_ids\": [16]}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).isEqualTo("""
                {"detail":"This Idempotency-Key was sent with another request before. Send that request again, or choose\
                 a new key."}""");
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void anyVisibleAsciiIsAKeyAndNoneIsLogged(CapturedOutput output) throws IOException, InterruptedException {
        for (String key :
                List.of("x", "k".repeat(255), "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "~!#$%&'()*,/:;=?@[]")) {
            assertThat(send(key, JSON, BODY).statusCode()).as(key).isEqualTo(200);
            assertThat(send(key, JSON, BODY).statusCode()).as(key).isEqualTo(200);

            assertThat(output).doesNotContain(key.length() > 1 ? key : "key x");
        }
        assertThat(world.count("idempotency_key")).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aKeyThatIsNoneIsRefusedByName(String name, List<String> headers, String text) throws IOException {
        String before = world.everything();
        List<String> head = new ArrayList<>(Wire.head("POST " + BULK, headers.toArray(String[]::new)));
        head.addAll(List.of(
                "X-CEKURA-API-KEY: demo-key", "Content-Type: application/json", "Content-Length: " + BODY.length()));

        Wire.Answer answer = Wire.send(port, head, BODY);

        assertThat(answer.body()).isEqualTo("{\"Idempotency-Key\":[\"" + text + "\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(world.everything()).isEqualTo(before);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("empty", List.of("Idempotency-Key:"), TOO_SHORT),
                arguments("blank", List.of("Idempotency-Key:   "), TOO_SHORT),
                arguments("too long", List.of("Idempotency-Key: " + "k".repeat(256)), TOO_LONG),
                arguments("a blank inside", List.of("Idempotency-Key: a b"), NOT_VISIBLE_ASCII),
                arguments("not ASCII", List.of("Idempotency-Key: caf\u00e9"), NOT_VISIBLE_ASCII),
                arguments(
                        "twice",
                        List.of("Idempotency-Key: k", "idempotency-key: k"),
                        "This parameter may be given only once."));
    }

    private HttpResponse<String> send(String key, String type, String body) throws IOException, InterruptedException {
        return Http.send(port, Http.bulk(type, body).header(HEADER, key));
    }

    private static void assertAcceptedAgain(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }
}
