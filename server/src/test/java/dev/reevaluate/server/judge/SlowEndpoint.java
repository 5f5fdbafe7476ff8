package dev.reevaluate.server.judge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint in a process of its own that answers each call after half a second, on two threads, however many.
 *
 * @param baseUrl where a judge is to look for it
 */
public record SlowEndpoint(Process process, String baseUrl) implements AutoCloseable {

    /** How long a call takes, in milliseconds. */
    public static final int MILLIS = 500;

    /** Starts one. */
    public static SlowEndpoint start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.maxIdleConnections=2000",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowEndpoint.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new SlowEndpoint(process, "http://localhost:" + out.readLine());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Prints its port, and ends with its standard input. */
    @SuppressWarnings({"SystemOut", "FutureReturnValueIgnored"}) // its purpose
    public static void main(String[] args) throws IOException {
        byte[] answer = Completions.body(Completions.GOOD).getBytes(StandardCharsets.UTF_8);
        ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            later.schedule(() -> answer(exchange, answer), MILLIS, TimeUnit.MILLISECONDS);
        });
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until the parent is gone
        }
        System.exit(0);
    }

    private static void answer(HttpExchange exchange, byte[] answer) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
