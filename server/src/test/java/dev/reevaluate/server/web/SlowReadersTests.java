package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Callers without a key that ask and never read take nothing from the others: of five threads, they hold two. */
@ServerTest
@TestPropertySource(
        properties = {
            "server.tomcat.threads.max=5",
            "server.tomcat.threads.min-spare=5",
            "reevaluate.web.body-timeout=1s"
        })
@Timeout(15)
class SlowReadersTests {

    private static final int CALLERS = 20;
    private static final int REQUESTS = 20_000;
    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";

    private final World world;
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    @Autowired
    SlowReadersTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
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
                "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /nowhere/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET " + BULK + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "OPTIONS " + BULK + " HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void whoHasAKeyIsServedMeanwhile(String request) throws IOException, InterruptedException {
        world.startFromDemo();
        byte[] requests = request.repeat(REQUESTS).getBytes(StandardCharsets.US_ASCII);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Socket socket = open();
            callers.add(new Thread(() -> send(socket, requests)));
        }
        callers.forEach(Thread::start);
        // The first of them is full: its thread waits
        callers.get(0).join(1_000);

        assertThat(Http.send(port, Http.bulk(JSON, VALID)).statusCode()).isEqualTo(200);
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void send(Socket socket, byte[] requests) {
        try {
            socket.getOutputStream().write(requests);
        } catch (IOException closed) {
            // By the server, or at the end of the test
        }
    }
}
