package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Callers that send slowly, or not at all, take nothing from the others: with five threads, twenty of them are too many. */
@ServerTest
@TestPropertySource(
        properties = {
            "server.tomcat.threads.max=5",
            "server.tomcat.threads.min-spare=5",
            "reevaluate.web.body-timeout=1s"
        })
@Timeout(60)
class SlowBodiesTests {

    private static final int CALLERS = 20;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String KEY = "X-CEKURA-API-KEY: demo-key";
    private static final String TYPE = "Content-Type: application/json";

    private final World world;
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    @Autowired
    SlowBodiesTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Without a key, with one, in chunks, refused for another reason, without an end of its headers
                "Content-Length: 10000\r\n\r\n{",
                KEY + "\r\n" + TYPE + "\r\nContent-Length: 10000\r\n\r\n{",
                KEY + "\r\n" + TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                KEY + "\r\nContent-Type: text/plain\r\nContent-Length: 10000\r\n\r\n{",
                KEY + "\r\n" + TYPE
            })
    void manyUnfinishedRequestsHoldUpNobody(String rest) throws IOException, InterruptedException {
        for (int i = 0; i < CALLERS; i++) {
            send("POST " + BULK, rest);
        }

        assertThat(Http.send(port, Http.bulk(JSON, VALID)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /nowhere/", "POST /", "POST /docs/", "GET /openapi.yaml", "PUT /docs/index.html"})
    void neitherDoTheyOnPathsBesideTheContract(String request) throws IOException, InterruptedException {
        for (int i = 0; i < CALLERS; i++) {
            send(request, "Content-Length: 10000\r\n\r\n{");
        }

        assertThat(Http.send(port, Http.bulk(JSON, VALID)).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatTakesTooLongIsAnsweredAndTheConnectionClosed() throws IOException {
        String before = world.everything();

        String answer = answer(send("POST " + BULK, KEY + "\r\n" + TYPE + "\r\nContent-Length: 5000\r\n\r\n{"));

        assertThat(answer)
                .startsWith("HTTP/1.1 408 ")
                .contains("Connection: close")
                .endsWith("{\"detail\":\"The request body came too slowly.\"}");
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void aRefusalClosesTheConnectionThoughTheCallerSendsOn() throws IOException {
        Socket socket = send("POST " + BULK, "Content-Length: 1000000\r\n\r\n{");

        assertThat(answer(socket))
                .startsWith("HTTP/1.1 401 ")
                .contains("Connection: close")
                .endsWith("{\"detail\":\"Authentication credentials were not provided.\"}");
    }

    @Test
    void aRefusalIsReadByACallerThatSendsAllBeforeItReads() throws IOException {
        Socket socket = send("POST " + BULK, "Content-Length: 3000000\r\n\r\n" + "x".repeat(3_000_000));

        assertThat(answer(socket)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aBodyThatComesInPiecesIsReadAsOne() throws IOException {
        Socket socket =
                send("POST " + BULK, KEY + "\r\n" + TYPE + "\r\nContent-Length: " + VALID.length() + "\r\n\r\n{");
        for (char piece : VALID.substring(1).toCharArray()) {
            write(socket, String.valueOf(piece));
        }
        // The connection is as good as before
        write(
                socket,
                "GET /test_framework/v1/results/101/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + KEY + "\r\n\r\n");

        assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").containsPattern("(?s)HTTP/1.1 200 .*HTTP/1.1 200 ");
    }

    @Test
    void aConnectionStaysOpenAfterTheRefusalOfARequestThatHasCome() throws IOException {
        String refused = "POST " + BULK + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        Socket socket = open();
        write(socket, refused + refused + refused.replace("Host: x", "Host: x\r\nConnection: close"));

        assertThat(answer(socket).split("HTTP/1.1 401 ", -1)).hasSize(4);
    }

    private Socket send(String request, String rest) throws IOException {
        Socket socket = open();
        write(socket, request + " HTTP/1.1\r\nHost: localhost\r\n" + rest);
        return socket;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    // All, to the end of the connection
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
