package dev.reevaluate.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.wiremock.ContractExtensions;
import dev.reevaluate.wiremock.MockWorkspace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What fails inside the mock is told to whoever runs it, and not to the caller alone. */
class InnerFailureTest {

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    @Test
    void aFailureInsideTheMockIsToldWithItsCauseAndWithoutTheKey() throws Exception {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .notifier(new Told())
                .extensions(Stream.concat(
                                ContractExtensions.all(List.of(), MockWorkspace.demo()).stream(),
                                Stream.of(new Broken()))
                        .toArray(Extension[]::new)));
        server.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/test_framework/v1/results/"))
                    .header("X-CEKURA-API-KEY", "demo-key")
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(500);
        } finally {
            server.stop();
        }
        assertThat(told)
                .contains("GET /test_framework/v1/results/ was answered 500: an extension is broken")
                .noneMatch(line -> line.contains("demo-key"));
    }

    private static final class Broken implements StubRequestFilterV2 {

        @Override
        public RequestFilterAction filter(Request request, @Nullable ServeEvent event) {
            throw new IllegalStateException("an extension is broken");
        }

        @Override
        public String getName() {
            return "broken";
        }
    }

    private final class Told implements Notifier {

        @Override
        public void info(String message) {
            told.add(message);
        }

        @Override
        public void error(String message) {
            told.add(message);
        }

        @Override
        public void error(String message, Throwable failure) {
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            told.add(message + ": " + cause.getMessage());
        }
    }
}
