package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;

/** A page in a browser may call where its origin is listed, and nowhere else. */
@ServerTest
@TestPropertySource(properties = "reevaluate.web.allowed-origins=https://app.example.com,http://localhost:3000")
class AllowedOriginsTests {

    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final String RESULT = "GET /test_framework/v1/results/101/";

    private final World world;
    private final int port;

    @Autowired
    AllowedOriginsTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com", "http://localhost:3000"})
    void aListedOriginIsAllowedToCallAndToReadTheAnswer(String origin) throws IOException {
        Wire.Answer preflight = Wire.send(
                port,
                Wire.head(
                        "OPTIONS " + BULK,
                        "Origin: " + origin,
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: content-type, idempotency-key, x-cekura-api-key"),
                "");
        Wire.Answer answer = Wire.send(port, Wire.head(RESULT, KEY, "Origin: " + origin), "");

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.head())
                .contains(
                        "Access-Control-Allow-Origin: " + origin,
                        "Access-Control-Allow-Methods: POST",
                        "Access-Control-Allow-Headers: content-type, idempotency-key, x-cekura-api-key")
                .doesNotContain("Allow-Credentials");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("Access-Control-Allow-Origin: " + origin);
    }

    @Test
    void aRefusalIsReadableToo() throws IOException {
        Wire.Answer answer = Wire.send(port, Wire.head(RESULT, "Origin: http://localhost:3000"), "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.head()).contains("Access-Control-Allow-Origin: http://localhost:3000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example.com", "http://app.example.com", "https://app.example.com.evil", "null"})
    void anotherOriginIsAnsweredAsACallerOfNone(String origin) throws IOException {
        Wire.Answer preflight = Wire.send(
                port,
                Wire.head("OPTIONS " + BULK, KEY, "Origin: " + origin, "Access-Control-Request-Method: POST"),
                "");
        Wire.Answer answer = Wire.send(port, Wire.head(RESULT, KEY, "Origin: " + origin), "");

        assertThat(preflight.status()).isEqualTo(405);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(preflight.head() + answer.head()).doesNotContain("Access-Control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "https://app.example.com/", "https://a.example/b", ""})
    void whatIsNoOriginIsRefusedAtTheStart(String origin) {
        assertThatThrownBy(() -> new WebProperties(
                        DataSize.ofMegabytes(1), Duration.ofSeconds(1), null, List.of(origin), "1", "1"))
                .hasMessageContaining("reevaluate.web.allowed-origins")
                .hasMessageContaining("https://app.example.com");
    }
}
