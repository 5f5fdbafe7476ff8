package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that the schema of workspace documents refuses, or that mean to say more than where to send an event. */
@Timeout(30)
class HostileUrlTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost:%d/",
                "file://localhost:%d/etc/passwd",
                "gopher://localhost:%d/",
                "//localhost:%d/",
                "localhost:%d/",
                "http:localhost:%d/",
                "http:///localhost:%d/",
                "http://localhost:%d/\r\nX-Evil: 1",
                "http://localhost:%d/ HTTP/1.1\r\nX-Evil: 1\r\n\r\n",
                "http://local\thost:%d/",
                "http://localhost:%d@169.254.169.254/",
                "http://evil@localhost:%d/",
                "http://evil:secret@localhost:%d/",
                "http://[::1%%lo]:%d/",
                ""
            })
    void anotherSchemeAUserOrAControlCharacterIsNotSentAnything(String url) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookClient client = client(SystemDefaultDnsResolver.INSTANCE)) {
            server.setSoTimeout(1);

            Attempt attempt = send(client, url.formatted(server.getLocalPort()));

            assertThat(attempt.accepted()).isFalse();
            assertThat(attempt.outcome()).doesNotContain("secret", "evil");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(server::accept))
                    .as("nobody connects")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anEncodedLineBreakStaysInThePath() throws IOException {
        List<String> lines = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookClient client = client(SystemDefaultDnsResolver.INSTANCE)) {
            CompletableFuture<Void> receiver = CompletableFuture.runAsync(() -> readHead(server, lines));

            Attempt attempt = send(
                    client,
                    "http://localhost:%d/a%%0d%%0aX-Evil:%%201?q=%%0aX-Evil:1".formatted(server.getLocalPort()));
            receiver.join();

            assertThat(attempt).isEqualTo(Attempt.answered(204));
            assertThat(lines.get(0)).isEqualTo("POST /a%0d%0aX-Evil:%201?q=%0aX-Evil:1 HTTP/1.1");
            assertThat(lines).noneMatch(line -> line.startsWith("X-Evil"));
        }
    }

    @Test
    void eachAttemptResolvesTheHostAnewAndConnectsToWhatWasJudged() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                asked.incrementAndGet();
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookClient client = client(rebinding)) {
            server.setSoTimeout(1);
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThat(send(client, "http://rebinding.example:%d/".formatted(server.getLocalPort()))
                                .outcome())
                        .contains("not public");
                assertThat(asked).hasValue(attempt);
            }
            assertThat(org.assertj.core.api.Assertions.catchThrowable(server::accept))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void readHead(ServerSocket server, List<String> lines) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
            }
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Attempt send(WebhookClient client, String url) {
        return client.send(new Receiver(url, "secret"), "result_completed:1:2", "{}");
    }

    private static WebhookClient client(DnsResolver resolver) {
        WebhooksProperties properties = new WebhooksProperties(
                2,
                Set.of("localhost", "[::1%lo]"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                Duration.ofDays(3));
        return new WebhookClient(properties, Clock.systemUTC(), resolver);
    }
}
