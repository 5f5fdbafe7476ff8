package dev.reevaluate.server.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no well-behaved server does, on a bare socket. */
@SuppressWarnings("FutureReturnValueIgnored") // what a story ends with is not always the point
class OddBytesTests {

    private ServerSocket server;

    @SuppressWarnings("NullAway.Init") // each test configures its own
    private Judging judging;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        if (judging != null) {
            judging.close();
        }
        server.close();
        thread.shutdownNow();
    }

    private interface Story<T> {
        T tell() throws IOException;
    }

    private <T> CompletableFuture<T> serving(Story<T> story) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return story.tell();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                thread);
    }

    private Judging judge(String... settings) {
        judging = Judging.at("http://localhost:" + server.getLocalPort(), settings);
        return judging;
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void readRequest(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void aBodyThatStallsEndsWithTheTimeoutAndFreesTheConnection() throws Exception {
        CompletableFuture<Integer> closed = serving(() -> {
            try (Socket socket = accept()) {
                BufferedReader in = reader(socket);
                readRequest(in);
                write(socket, head(1000) + "{\"choices\"");
                return in.read();
            }
        });

        assertThatThrownBy(() -> judge("timeout=300ms", "max-attempts=1").ask())
                .isInstanceOf(JudgeUnavailableException.class)
                .hasMessage("the judge's endpoint has not answered within 300 ms");
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        assertThat(judging.counted("calls", "timeout")).isEqualTo(1);
    }

    @Test
    void aHeadThatNeverComesEndsWithTheTimeoutAndFreesTheConnection() throws Exception {
        CompletableFuture<Integer> closed = serving(() -> {
            try (Socket socket = accept()) {
                BufferedReader in = reader(socket);
                readRequest(in);
                return in.read();
            }
        });

        assertThatThrownBy(() -> judge("timeout=300ms", "max-attempts=1").ask())
                .isInstanceOf(JudgeUnavailableException.class);
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void aBodyThatIsCutOffIsAskedForAgain() throws Exception {
        String body = Completions.body(Completions.GOOD);
        CompletableFuture<Boolean> served = serving(() -> {
            try (Socket socket = accept()) {
                readRequest(reader(socket));
                write(socket, head(body.length()) + body.substring(0, 20));
            }
            try (Socket socket = accept()) {
                readRequest(reader(socket));
                write(socket, head(body.length()) + body);
                return true;
            }
        });

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(served.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPooledConnectionThatIsClosedUnderARequestIsReplaced() throws Exception {
        String body = Completions.body(Completions.GOOD);
        CompletableFuture<Boolean> served = serving(() -> {
            try (Socket socket = accept()) {
                BufferedReader in = reader(socket);
                readRequest(in);
                write(socket, head(body.length()) + body);
                readRequest(in);
            }
            try (Socket socket = accept()) {
                readRequest(reader(socket));
                write(socket, head(body.length()) + body);
                return true;
            }
        });

        assertThat(judge().ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(judging.ask()).isInstanceOf(JudgeAnswer.Verdict.class);
        assertThat(served.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(judging.counted("calls", "stale_connection")).isEqualTo(1);
    }

    @Test
    void anEndlessBodyIsLetGoAtTheLimit() throws Exception {
        CompletableFuture<Boolean> stopped = serving(() -> {
            boolean broken = false;
            for (int connection = 0; connection < 2; connection++) {
                try (Socket socket = accept()) {
                    readRequest(reader(socket));
                    write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                    String part = "x".repeat(1 << 16);
                    broken = false;
                    try {
                        // 1 GB, which the client never takes
                        for (int i = 0; i < 1 << 14; i++) {
                            write(socket, part);
                        }
                    } catch (IOException e) {
                        broken = true;
                    }
                }
            }
            return broken;
        });

        assertThat(judge().ask())
                .isInstanceOfSatisfying(
                        JudgeAnswer.Failed.class,
                        failed -> assertThat(failed.explanation()).contains("larger than 1 MB"));
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stoppingTheServerGivesOpenQuestionsBack() throws Exception {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        serving(() -> {
            try (Socket socket = accept()) {
                BufferedReader in = reader(socket);
                readRequest(in);
                asked.complete(true);
                return in.read();
            }
        });
        CompletableFuture<JudgeAnswer> answer =
                judge().judge().ask(Judging.binary()).toCompletableFuture();
        asked.get(10, TimeUnit.SECONDS);

        judging.close();

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(JudgeUnavailableException.class)
                .hasMessageContaining("stopping");
    }
}
