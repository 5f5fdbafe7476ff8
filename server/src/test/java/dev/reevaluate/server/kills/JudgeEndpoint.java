package dev.reevaluate.server.kills;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.server.judge.Completions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An OpenAI-compatible endpoint that answers after 100 to 500 ms, and knows which pairs it was asked for. */
final class JudgeEndpoint implements AutoCloseable {

    private static final Pattern PAIR = Pattern.compile("Metric (\\d+) judges run <[^>]*>(\\d+)<");
    private static final byte[] GOOD = Completions.body(Completions.GOOD).getBytes(StandardCharsets.UTF_8);

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    JudgeEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.createContext("/", this::take);
        server.start();
    }

    static String prompt(long metric) {
        return "Metric " + metric + " judges run {{metadata.run}}. Is the agent polite?";
    }

    List<String> arguments() {
        return List.of(
                "--reevaluate.judge.base-url=http://localhost:%d/v1"
                        .formatted(server.getAddress().getPort()),
                "--reevaluate.judge.model=test-model");
    }

    /** The calls since they were last forgotten. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever asked is told, or gone
    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher pair = PAIR.matcher(body);
        if (!pair.find()) {
            throw new IOException("no pair is named in " + body);
        }
        Call call = new Call(Long.parseLong(pair.group(2)), Long.parseLong(pair.group(1)));
        calls.add(call);
        later.schedule(
                () -> answer(exchange, call), ThreadLocalRandom.current().nextLong(100, 501), TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange, Call call) {
        byte[] body = PricedWork.fails(call.metric, call.run) ? new byte[0] : GOOD;
        // Before its first byte leaves: whoever has it may ask the next question
        call.answered = Instant.now();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(body == GOOD ? 200 : 413, body == GOOD ? body.length : -1);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // Who asked was killed meanwhile
        }
    }

    static final class Call {

        private final long run;
        private final long metric;
        private final Instant asked = Instant.now();
        private volatile @Nullable Instant answered;

        private Call(long run, long metric) {
            this.run = run;
            this.metric = metric;
        }

        Pair pair() {
            return new Pair(run, metric);
        }

        boolean isAskedAfter(Instant moment) {
            return asked.isAfter(moment);
        }

        boolean isUnderWayAt(Instant moment) {
            Instant end = answered;
            return asked.isBefore(moment) && (end == null || end.isAfter(moment));
        }
    }
}
