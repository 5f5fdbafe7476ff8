package dev.reevaluate.mock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Compares the mock with a plain WireMock that has one stub, each in a JVM of its own, at 16 connections that stay open.
 *
 * <pre>{@code
 * ./mvnw verify -T1 -Pbenchmark -pl contracts/mock -am
 * }</pre>
 *
 * <p>The one stub looks at the path alone, and gives the mock's answer. The rounds of the two alternate, after a warm-up. The
 * load comes from one thread, which knows of HTTP only where an answer ends. Then come bodies of 20,000 ids, and 200,000
 * requests to a mock of 96 MB.
 */
final class MockBenchmark {

    private static final int CONNECTIONS = 16;
    private static final int MANY_REQUESTS = 200_000;
    private static final int MANY_IDS = 20_000;
    private static final String PLAIN = "plain";
    private static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    private static final String RESULT = "/test_framework/v1/results/101/";

    private static final List<Question> QUESTIONS = List.of(
            new Question("200 by a contract, JSON", BULK, n -> json("[101, 102]", "[11, 12]")),
            new Question(
                    "200 by a contract, form",
                    BULK,
                    n -> post(
                            "application/x-www-form-urlencoded",
                            "result_ids=101&result_ids=102&metric_ids=11&metric_ids=12")),
            new Question("200 by the rules", BULK, n -> json("[105, 101, 103]", "[12]")),
            new Question("400, other unknown ids each time", BULK, n -> json("[101, %d]".formatted(9_999 + n), "[11]")),
            new Question("400, wrong shape", BULK, n -> json("[]", "[\"x\"]")),
            new Question("200, a result", RESULT, n -> get(RESULT)));

    private MockBenchmark() {}

    /** Prints the rows; takes the seconds of a round and the number of rounds. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 1 && args[0].equals(PLAIN)) {
            WireMockServer plain =
                    new WireMockServer(WireMockConfiguration.options().dynamicPort());
            plain.start();
            print("on http://localhost:%d", plain.port());
            return;
        }
        Duration round = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 5);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        String jar = System.getProperty("java.class.path");
        String source = "contracts/mock/src/test/java/dev/reevaluate/mock/MockBenchmark.java";
        try (Server plain = Server.start("-Xmx2g", "-cp", jar, source, PLAIN);
                Server mock = Server.start("-Xmx2g", "-jar", jar, "--port=0")) {
            // One question alone would not have either of them compiled
            for (Question question : QUESTIONS) {
                plain.learn(question, mock.load(question, 1, 1, Duration.ofMinutes(1)));
                plain.load(question, CONNECTIONS, Integer.MAX_VALUE, round);
                mock.load(question, CONNECTIONS, Integer.MAX_VALUE, round.multipliedBy(2));
            }
            for (Question question : QUESTIONS) {
                plain.learn(question, mock.load(question, 1, 1, Duration.ofMinutes(1)));
                double plainRate = 0;
                double mockRate = 0;
                for (int i = 0; i <= rounds; i++) {
                    double plainRound = plain.load(question, CONNECTIONS, Integer.MAX_VALUE, round)
                            .rate();
                    double mockRound = mock.load(question, CONNECTIONS, Integer.MAX_VALUE, round)
                            .rate();
                    // The first is the warm-up
                    plainRate += i == 0 ? 0 : plainRound / rounds;
                    mockRate += i == 0 ? 0 : mockRound / rounds;
                }
                row(
                        "mock, 16 connections: %s; floor: plain WireMock with one stub".formatted(question.name()),
                        "%,.0f/s".formatted(mockRate),
                        "%,.0f/s".formatted(plainRate),
                        "%.2f".formatted(mockRate / plainRate),
                        "at least 0.5");
            }
            Question ids = new Question("", BULK, n -> json("[101]", ids(n)));
            double slowest = 0;
            for (int i = 0; i <= rounds; i++) {
                Load load = mock.load(ids, 1, 1, Duration.ofMinutes(1));
                slowest = i == 0 ? 0 : Math.max(slowest, 1000 / load.rate());
            }
            row(
                    "mock: %,d unknown ids in a body".formatted(MANY_IDS),
                    "%.0f ms".formatted(slowest),
                    "",
                    "",
                    "under 100 ms");
        }
        try (Server small = Server.start("-Xmx96m", "-XX:+ExitOnOutOfMemoryError", "-jar", jar, "--port=0")) {
            Question any = new Question(
                    "", BULK, n -> QUESTIONS.get(n % QUESTIONS.size()).request().apply(n));
            String live = "";
            for (int sent = 0; sent <= MANY_REQUESTS; sent += MANY_REQUESTS / 4) {
                live += (sent == 0 ? "" : ", ") + small.liveMegabytes();
                small.load(any, CONNECTIONS, sent < MANY_REQUESTS ? MANY_REQUESTS / 4 : 0, Duration.ofMinutes(5));
            }
            row(
                    "mock with -Xmx96m: live objects after each quarter of %,d requests".formatted(MANY_REQUESTS),
                    live + " MB",
                    "",
                    "",
                    "flat");
        }
    }

    // The table that the server's benchmarks have begun, where its file is given.
    private static void row(String... cells) throws IOException {
        String row = "| %s |".formatted(String.join(" | ", cells));
        print("%s", row);
        String table = System.getProperty("benchmark.table");
        if (table != null) {
            Files.writeString(Path.of(table), row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static String ids(int number) {
        return IntStream.range(0, MANY_IDS)
                .mapToObj(i -> 100_000 + number + i)
                .toList()
                .toString();
    }

    private static byte[] json(String results, String metrics) {
        return post("application/json", "{\"result_ids\": %s, \"metric_ids\": %s}".formatted(results, metrics));
    }

    private static byte[] post(String type, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nX-CEKURA-API-KEY: demo-key\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(BULK, type, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] get(String path) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\nX-CEKURA-API-KEY: demo-key\r\n\r\n"
                .formatted(path)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** What is asked again and again, made of the number of the request. */
    private record Question(String name, String path, IntFunction<byte[]> request) {}

    /** A server in a JVM of its own. */
    private record Server(Process process, int port) implements AutoCloseable {

        private static final Pattern URL = Pattern.compile("on http://localhost:(\\d+)");

        static Server start(String... java) throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(ProcessHandle.current().info().command().orElse("java")));
            command.addAll(List.of(java));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher url = URL.matcher(line);
                if (url.find()) {
                    return new Server(process, Integer.parseInt(url.group(1)));
                }
            }
            throw new IOException("no server: " + command);
        }

        /** Replaces what the server knows by one stub, which gives this answer. */
        void learn(Question question, Load answered) {
            WireMock client = new WireMock("localhost", port);
            client.removeMappings();
            ResponseDefinitionBuilder answer = aResponse().withStatus(answered.status());
            client.register(any(urlPathEqualTo(question.path()))
                    .willReturn(
                            answered.body().isEmpty()
                                    ? answer.withHeader("Content-Length", "0")
                                    : answer.withHeader("Content-Type", "application/json")
                                            .withBody(answered.body())));
        }

        Load load(Question question, int connections, int requests, Duration time) throws IOException {
            new WireMock("localhost", port).resetRequests();
            return new Load(port, question.request(), requests).run(connections, time);
        }

        /** What is left after a full collection. */
        String liveMegabytes() throws IOException {
            Process histogram = new ProcessBuilder("jcmd", String.valueOf(process.pid()), "GC.class_histogram").start();
            String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = Pattern.compile("Total +\\d+ +(\\d+)").matcher(text);
            return total.find() ? String.valueOf(Long.parseLong(total.group(1)) >> 20) : text;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** Requests over connections that stay open, each the next one as soon as it has its answer. */
    private static final class Load {

        private final int port;
        private final IntFunction<byte[]> request;
        private final int requests;
        private int sent;
        private int answers;
        private double seconds;
        private String last = "";

        Load(int port, IntFunction<byte[]> request, int requests) {
            this.port = port;
            this.request = request;
            this.requests = requests;
        }

        Load run(int connections, Duration time) throws IOException {
            long start = System.nanoTime();
            try (Selector selector = Selector.open()) {
                for (int i = 0; i < connections && sent < requests; i++) {
                    SocketChannel channel =
                            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    send(channel);
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ, Answer.none());
                }
                while (answers < sent) {
                    selector.select(this::receive);
                    if (System.nanoTime() - start > time.toNanos()) {
                        break;
                    }
                }
                seconds = (System.nanoTime() - start) / 1e9;
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
            return this;
        }

        double rate() {
            return answers / seconds;
        }

        int status() {
            return Integer.parseInt(last.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        /** Without the sizes of its chunks, of which there is one. */
        String body() {
            String body = last.substring(last.indexOf("\r\n\r\n") + 4);
            return last.contains("chunked")
                    ? body.substring(body.indexOf("\r\n") + 2, body.lastIndexOf("\r\n0\r\n"))
                    : body;
        }

        private void receive(SelectionKey key) {
            try {
                SocketChannel channel = (SocketChannel) key.channel();
                Answer answer = (Answer) Objects.requireNonNull(key.attachment());
                if (channel.read(answer.buffer()) < 0) {
                    throw new IOException("the server closed a connection");
                }
                if (!answer.isComplete()) {
                    return;
                }
                answers++;
                if (answers == 1) {
                    last = new String(answer.bytes(), 0, answer.buffer().position(), StandardCharsets.UTF_8);
                }
                answer.buffer().clear();
                if (sent < requests) {
                    send(channel);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void send(SocketChannel channel) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request.apply(sent++));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** What has come of an answer, which is chunked or has a length. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(byte[] bytes, ByteBuffer buffer) {

        private static final int LARGEST = 4 << 20;

        static Answer none() {
            byte[] bytes = new byte[LARGEST];
            return new Answer(bytes, ByteBuffer.wrap(bytes));
        }

        boolean isComplete() {
            int end = buffer.position();
            if (end >= 7 && bytes[end - 5] == '0' && bytes[end - 6] == '\n' && bytes[end - 1] == '\n') {
                return true;
            }
            String start = new String(bytes, 0, Math.min(end, 600), StandardCharsets.ISO_8859_1);
            int head = start.indexOf("\r\n\r\n");
            int length = start.indexOf("Content-Length: ");
            return head > 0
                    && length > 0
                    && end >= head + 4 + Integer.parseInt(start.substring(length + 16, start.indexOf('\r', length)));
        }
    }
}
