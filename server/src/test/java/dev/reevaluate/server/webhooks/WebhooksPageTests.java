package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.DocumentationPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What docs/webhooks.md says is so. */
class WebhooksPageTests {

    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("a key that nobody else has".getBytes(StandardCharsets.UTF_8));

    @Test
    void itsReceiverTakesWhatTheServerSendsAndNothingElse() throws Exception {
        assumeThat(hasPython()).as("a python3 on this machine").isTrue();
        int port = freePort();
        Process receiver = receiver(port);
        try (WebhookClient client = new WebhookClient(properties(), Clock.systemUTC())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
            String url = "http://localhost:%d/hook".formatted(port);

            assertThat(client.send(new Receiver(url, SECRET), "result_completed:1:2", "{\"a\": \"\u00e9\"}"))
                    .isEqualTo(Attempt.answered(204));
            assertThat(client.send(new Receiver(url, SECRET + "x"), "result_completed:1:2", "{}"))
                    .isEqualTo(Attempt.answered(401));
            assertThat(client.send(new Receiver(url, null), "result_completed:1:2", "{}"))
                    .isEqualTo(Attempt.answered(401));
        } finally {
            receiver.destroyForcibly();
        }
    }

    @Test
    void itsDefaultsAreThoseOfTheServer() throws IOException {
        Map<String, String> documented = DocumentationPage.of("webhooks.md").settings("reevaluate.webhooks.");
        assertThat(documented.remove("allowed-hosts")).isEqualTo("none");
        Map<String, String> settings = new HashMap<>();
        documented.forEach((name, value) -> settings.put("reevaluate.webhooks." + name, value));

        assertThat(settings).hasSize(6);
        assertThat(new Binder(new MapConfigurationPropertySource(settings))
                        .bind("reevaluate.webhooks", WebhooksProperties.class)
                        .get())
                .isEqualTo(defaults());
        assertThat(defaults().allowedHosts()).isEmpty();
    }

    private static Process receiver(int port) throws IOException {
        String program = DocumentationPage.of("webhooks.md")
                .code("import base64")
                .replace("(\"\", 8000)", "(\"127.0.0.1\", %d)".formatted(port));
        assertThat(program).contains("127.0.0.1");
        ProcessBuilder builder = new ProcessBuilder("python3", "-c", program)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SECRET", SECRET);
        return builder.start();
    }

    private static WebhooksProperties properties() {
        WebhooksProperties defaults = defaults();
        return new WebhooksProperties(
                defaults.threads(),
                Set.of("localhost"),
                defaults.connectTimeout(),
                defaults.timeout(),
                defaults.retryDelay(),
                defaults.maxRetryDelay(),
                defaults.giveUpAfter());
    }

    private static WebhooksProperties defaults() {
        return new Binder().bindOrCreate("reevaluate.webhooks", WebhooksProperties.class);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import http.server")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
