package dev.reevaluate.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare socket, for requests that no HTTP client would send. */
final class Wire {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]+)\r\n");

    private Wire() {}

    /** Sends the lines and the body as they are, then nothing more, and reads what comes back. */
    static Answer send(int port, List<String> lines, String body) throws IOException {
        return Answer.of(sendForAll(port, lines, body));
    }

    /** The same, with every byte that comes back, whatever it belongs to. */
    static String sendForAll(int port, List<String> lines, String body) throws IOException {
        return send(port, lines, body, true);
    }

    /** Sends the lines and the body, stays open for more, and reads every byte until the server closes. */
    static String sendAndStay(int port, List<String> lines, String body) throws IOException {
        return send(port, lines, body, false);
    }

    /** Sends each request once the one before is answered, on one connection, and reads every byte until the server closes. */
    static String sendInTurn(int port, String... requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            for (String request : requests) {
                int before = answers.size();
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                int read = 0;
                while (read >= 0
                        && !isWhole(
                                answers.toString(StandardCharsets.ISO_8859_1).substring(before))) {
                    read = socket.getInputStream().read();
                    answers.write(read);
                }
            }
            socket.getInputStream().transferTo(answers);
            return answers.toString(StandardCharsets.UTF_8);
        }
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(answer);
        return end >= 0
                && (length.find()
                        ? answer.length() == end + 4 + Integer.parseInt(length.group(1))
                        : answer.endsWith("\r\n0\r\n\r\n"));
    }

    private static String send(int port, List<String> lines, String body, boolean end) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String head = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            if (end) {
                socket.shutdownOutput();
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** A request line with the headers that every request needs, and these. */
    static List<String> head(String request, String... headers) {
        var lines = new ArrayList<String>();
        lines.add(request + " HTTP/1.1");
        lines.add("Host: localhost");
        lines.add("Connection: close");
        lines.addAll(List.of(headers));
        return lines;
    }

    /** What came back, the body without its chunks. */
    record Answer(int status, String head, String body) {

        private static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new IllegalStateException("no answer: " + text);
            }
            String head = text.substring(0, end);
            String body = text.substring(end + 4);
            boolean chunked = head.contains("Transfer-Encoding: chunked");
            return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, chunked ? joined(body) : body);
        }

        private static String joined(String chunks) {
            StringBuilder body = new StringBuilder();
            Matcher size = CHUNK.matcher(chunks);
            int at = 0;
            while (size.find(at)) {
                int length = Integer.parseInt(size.group(1), 16);
                body.append(chunks, size.end(), size.end() + length);
                at = size.end() + length;
            }
            return body.toString();
        }
    }
}
