package dev.reevaluate.contracts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What comes back on a socket. */
record RawAnswer(int status, String head, String body) {

    static RawAnswer of(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(bytes);
            String[] parts = bytes.toString(StandardCharsets.UTF_8).split("\r\n\r\n", 2);
            // Short as they are, refusals come in one chunk
            String body = parts[1].replaceFirst("^[0-9a-f]+\r\n", "").replaceFirst("\r\n0\r\n\r\n$", "");
            return new RawAnswer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], body);
        }
    }
}
