package dev.reevaluate.contracttests.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request carries the credential that it is to carry, and whoever sends it can be stopped. */
class SentRequestsTest {

    private static final CaseRequest PLAIN = new CaseRequest("GET", "/", "a=1", Map.of(), new byte[0]);

    @ParameterizedTest
    @ValueSource(strings = {"key", "api key", "api[key]", "a&b=c", "clé"})
    void aKeyInTheQueryIsReplacedAndTakenAwayWhateverItsName(String name) {
        SecurityScheme scheme = new SecurityScheme("query", name, "");
        CaseRequest withKey = scheme.sent(PLAIN, "one");

        assertThat(withKey.queryParameter(name))
                .hasValueSatisfying(sent -> assertThat(sent).endsWith("=one"));
        assertThat(scheme.sent(withKey, "other").query()).doesNotContain("=one").endsWith("=other");
        assertThat(scheme.without(withKey).query()).isEqualTo("a=1");
    }

    @Test
    void whoeverIsInterruptedWhileItWaitsForAnAnswerStaysSo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RequestSender sender = new RequestSender(URI.create("http://localhost:" + silent.getLocalPort()));
            Thread.currentThread().interrupt();

            assertThatIllegalStateException().isThrownBy(() -> sender.send(PLAIN));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
