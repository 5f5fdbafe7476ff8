package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that comes slowly, or not at all, holds up nobody else, and is answered as by the server. */
@Timeout(20)
class UnfinishedBodiesTest {

    private static final int CALLERS = 250;
    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    private static final String HEADERS =
            " HTTP/1.1\r\nHost: x\r\nX-CEKURA-API-KEY: demo-key\r\nContent-Type: application/json\r\n";
    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";

    private static Mock mock;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        mock = Mock.start(Options.parse("--port=0"));
    }

    @AfterAll
    static void stop() {
        mock.close();
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
                "POST " + BULK + HEADERS + "Content-Length: 100000\r\n\r\n{",
                "POST " + BULK + HEADERS + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                "POST /nothing" + HEADERS + "Content-Length: 100000\r\n\r\n{",
                "POST /__admin/mappings" + HEADERS + "Content-Length: 100000\r\n\r\n{"
            })
    void manyOfThemHoldUpNobody(String unfinished) throws Exception {
        for (int i = 0; i < CALLERS; i++) {
            send(unfinished);
        }

        assertThat(MockClient.post(mock, VALID).statusCode()).isEqualTo(200);
        assertThat(MockClient.admin(mock, "POST", "requests/count", "{\"urlPath\": \"/\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 42\r\n\r\n{\"result_ids\": [101],| \"metric_ids\": [11]} ",
                "Content-Length: 42\r\n\r\n|{\"result_ids\": [101], \"metric_ids\": [11]} ",
                "Transfer-Encoding: chunked\r\n\r\n15\r\n{\"result_ids\": [101],|\r\n15\r\n \"metric_ids\": [11]} \r\n0\r\n\r\n",
                "Expect: 100-continue\r\nContent-Length: 42\r\n\r\n|{\"result_ids\": [101], \"metric_ids\": [11]} "
            })
    void oneThatComesInPiecesIsReadAsOneThatComesAtOnce(String pieces) throws Exception {
        String[] sent = pieces.split("\\|", -1);
        Socket socket = send("POST " + BULK + HEADERS + "Connection: close\r\n" + sent[0]);
        assertThat(MockClient.post(mock, VALID).statusCode()).isEqualTo(200);
        write(socket, sent[1]);

        assertThat(answer(socket).replaceFirst("^HTTP/1.1 100 Continue\r\n\r\n", ""))
                .startsWith("HTTP/1.1 200")
                .endsWith(MockClient.post(mock, VALID).body());
    }

    @Test
    void aConnectionServesMoreRequestsAfterABodyInPieces() throws Exception {
        Socket socket = send("POST " + BULK + HEADERS + "Content-Length: 42\r\n\r\n{\"result_ids\": [101],");
        assertThat(MockClient.post(mock, VALID).statusCode()).isEqualTo(200);
        write(
                socket,
                " \"metric_ids\": [11]} GET /test_framework/v1/results/101/" + HEADERS + "Connection: close\r\n\r\n");

        assertThat(answer(socket).split("HTTP/1.1 200", -1)).hasSize(3);
    }

    @Test
    void oneThatDoesNotEndIsTooSlowAsOnTheServer() throws IOException {
        assertThat(answer(send("POST " + BULK + HEADERS + "Content-Length: 100000\r\n\r\n{")))
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("Connection: close")
                .endsWith("{\"detail\":\"The request body came too slowly.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\nno\r\n{"})
    void oneThatBreaksOffOrIsNoneIsMalformedAsOnTheServer(String rest) throws IOException {
        Socket socket = send("POST " + BULK + HEADERS + rest);
        socket.shutdownOutput();

        assertThat(answer(socket))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"non_field_errors\":[\"Malformed HTTP request.\"]}");
    }

    private Socket send(String begin) throws IOException {
        Socket socket = new Socket("localhost", URI.create(mock.url()).getPort());
        sockets.add(socket);
        write(socket, begin);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
