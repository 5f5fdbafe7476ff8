package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** However many large bodies come at once, they take no more than their part of the memory, and give it back. */
@ServerTest
class LargeBodiesTests {

    private static final String SMALL = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String LARGE = SMALL + " ".repeat(100_000);

    private final World world;
    private final LargeBodies bodies;
    private final int port;
    private final LargeBodies.Room others;
    private final int left;

    @Autowired
    LargeBodiesTests(World world, LargeBodies bodies, @LocalServerPort int port) {
        this.world = world;
        this.bodies = bodies;
        this.port = port;
        this.others = bodies.room();
        this.left = bodies.left();
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @AfterEach
    void leave() {
        others.leave();
    }

    @Test
    void whereOthersHoldTheRoomALargeBodyIsToComeAgainAndASmallOneIsTaken() throws Exception {
        others.growTo(left + LargeBodies.SMALL);
        String before = world.everything();

        HttpResponse<String> refused = Http.send(port, Http.bulk(JSON, LARGE));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(world.everything()).isEqualTo(before);
        assertThat(Http.send(port, Http.bulk(JSON, SMALL)).statusCode()).isEqualTo(200);

        others.leave();
        assertThat(Http.send(port, Http.bulk(JSON, LARGE)).statusCode()).isEqualTo(200);
    }

    @Test
    void theRoomIsGivenBackHoweverTheRequestEnds() throws Exception {
        Http.send(port, Http.bulk(JSON, LARGE));
        Http.send(port, Http.bulk(JSON, LARGE + "}"));
        Http.send(port, Http.bulk(JSON, LARGE.repeat(20)));
        breakOff();

        await().untilAsserted(() -> assertThat(bodies.left()).isEqualTo(left));
    }

    @Test
    void oneOfTheLargestBodiesAlwaysFits() throws Exception {
        String largest = SMALL + " ".repeat(1024 * 1024 - SMALL.length());

        assertThat(Http.send(port, Http.bulk(JSON, largest)).statusCode()).isEqualTo(200);
    }

    private void breakOff() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST " + BULK + " HTTP/1.1\r\nHost: localhost\r\nX-CEKURA-API-KEY: demo-key\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n" + LARGE)
                            .getBytes(StandardCharsets.UTF_8));
            await().until(() -> bodies.left() < left);
        }
    }
}
