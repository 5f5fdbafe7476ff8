package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No receiver holds a thread for long, and none is inside the operator's network. */
@Timeout(30)
class WebhookClientTests {

    private static final String KEY = "result_completed:1:2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "0.0.0.0",
                "[::]",
                "LOCALHOST",
                "localhost."
            })
    void noNameOfThisMachineIsConnectedTo(String host) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                WebhookClient client = client(Set.of("other"), Duration.ofSeconds(5))) {
            server.setSoTimeout(1);

            Attempt attempt = send(client, "http://%s:%d/".formatted(host, server.getLocalPort()));

            assertThat(attempt.accepted()).isFalse();
            assertThatThrownBy(server::accept).as("nobody connects").isInstanceOf(IOException.class);
            assertThat(attempt.outcome()).containsAnyOf("not public", "has no address", "has no host");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "0.1.2.3",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:1::1",
                "fec0::1",
                "::10.0.0.1"
            })
    void specialAddressesAreNotPublic(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1"
            })
    void theirNeighboursArePublic(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aReceiverThatDripsItsHeadersIsCutOff() throws IOException {
        Attempt attempt = answeredBy("HTTP/1.1 200 OK\r\nX: ", "y", Duration.ofMillis(500));

        assertThat(attempt).isEqualTo(Attempt.failed("no answer in 0 s"));
    }

    @Test
    void aReceiverThatSaysNothingIsCutOff() throws IOException {
        assertThat(answeredBy("", "", Duration.ofMillis(500))).isEqualTo(Attempt.failed("no answer in 0 s"));
    }

    @Test
    void anEndlessAnswerIsReadNoFurtherThanItsLimit() throws IOException {
        AtomicLong written = new AtomicLong();

        Attempt attempt = answeredBy(
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n",
                "x".repeat(65536),
                Duration.ofSeconds(20),
                written);

        assertThat(attempt).isEqualTo(Attempt.answered(200));
        assertThat(written.get()).as("bytes, with what the system buffers").isLessThan(20_000_000);
    }

    @Test
    void aBodyThatDripsDoesNotUndoTheStatus() throws IOException {
        Attempt attempt = answeredBy("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x", Duration.ofMillis(500));

        assertThat(attempt).isEqualTo(Attempt.answered(200));
    }

    @Test
    void whatIsNoHttpIsAFailedAttemptWithoutItsText() throws IOException {
        Attempt attempt = answeredBy("SSH-2.0-secret\r\n\r\n", "", Duration.ofMillis(500));

        assertThat(attempt.accepted()).isFalse();
        assertThat(attempt.outcome()).doesNotContain("secret");
    }

    @Test
    void settingsThatCanNotWorkAreRefusedByName() {
        assertThatThrownBy(() -> properties(Set.of(), Duration.ZERO))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("reevaluate.webhooks.timeout");
    }

    @Test
    void delaysTripleUpToADayAndTheLastAttemptIsAtTheEnd() {
        WebhooksProperties properties = properties(Set.of(), Duration.ofSeconds(30));

        assertThat(properties.delayAfter(0, Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.delayAfter(2, Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(properties.delayAfter(1_000, Duration.ZERO)).isEqualTo(Duration.ofDays(1));
        assertThat(properties.delayAfter(1_000, Duration.ofHours(71))).isEqualTo(Duration.ofHours(1));
        assertThat(properties.isLast(Duration.ofHours(71))).isFalse();
        assertThat(properties.isLast(Duration.ofDays(3))).isTrue();
    }

    private static Attempt answeredBy(String start, String rest, Duration timeout) throws IOException {
        return answeredBy(start, rest, timeout, new AtomicLong());
    }

    // Writes the start of the answer, then the rest again and again until the client is gone.
    private static Attempt answeredBy(String start, String rest, Duration timeout, AtomicLong written)
            throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookClient client = client(Set.of("localhost"), timeout)) {
            CompletableFuture<Void> receiver = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));
                        written.addAndGet(rest.length());
                        if (rest.length() < 2) {
                            socket.setSoTimeout(50);
                            readOrPause(socket);
                        }
                    }
                } catch (IOException clientGone) {
                    // The end of the test
                }
            });
            Attempt attempt = send(client, "http://localhost:%d/".formatted(server.getLocalPort()));
            receiver.join();
            return attempt;
        }
    }

    private static void readOrPause(Socket socket) throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        } catch (SocketTimeoutException pause) {
            // Nothing to read for now
        }
    }

    private static Attempt send(WebhookClient client, String url) {
        return client.send(new Receiver(url, "secret"), KEY, "{}");
    }

    private static WebhookClient client(Set<String> allowed, Duration timeout) {
        return new WebhookClient(properties(allowed, timeout), Clock.systemUTC());
    }

    private static WebhooksProperties properties(Set<String> allowed, Duration timeout) {
        return new WebhooksProperties(
                2,
                allowed,
                Duration.ofSeconds(5),
                timeout,
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                Duration.ofDays(3));
    }
}
