package dev.reevaluate.server.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that costs next to nothing: one connection, one request at a time, no thread of its own. */
final class HttpConnection implements AutoCloseable {

    private final int port;
    private Socket socket;
    private OutputStream out;
    private InputStream in;

    HttpConnection(int port) throws IOException {
        this.port = port;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Posts the JSON, reads the answer to its end, and returns its status. */
    int post(String path, String key, String json) throws IOException {
        return exchange("""
                POST %s HTTP/1.1
                Host: localhost
                X-CEKURA-API-KEY: %s
                Content-Type: application/json
                Content-Length: %d

                %s""".formatted(path, key, json.length(), json));
    }

    /** Gets the path, reads the answer to its end, and returns its status. */
    int get(String path, String key) throws IOException {
        return exchange("""
                GET %s HTTP/1.1
                Host: localhost
                X-CEKURA-API-KEY: %s

                """.formatted(path, key));
    }

    private int exchange(String request) throws IOException {
        out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean close = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
            close |= lower.equals("connection: close");
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        if (close) {
            socket.close();
            connect();
        }
        return status;
    }

    private void skipChunks() throws IOException {
        int length;
        do {
            length = Integer.parseInt(line(), 16);
            in.skipNBytes(length);
            line();
        } while (length > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
