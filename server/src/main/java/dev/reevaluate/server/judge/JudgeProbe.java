package dev.reevaluate.server.judge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the judge's endpoint whether it is there, without a question that costs anything. */
public final class JudgeProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JudgeProperties properties;

    JudgeProbe(JudgeProperties properties) {
        this.properties = properties;
    }

    /** Where the judge is, or null where none is configured. */
    public @Nullable String endpoint() {
        return properties.demo() ? "the demo judge" : properties.baseUrl();
    }

    /** Why the endpoint does not answer, or refuses the key; null where it does neither. */
    public @Nullable String trouble() {
        if (properties.demo() || properties.baseUrl() == null) {
            return null;
        }
        // Every OpenAI-compatible endpoint lists its models; one that does not is still there
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(properties.baseUrl().replaceAll("/+$", "") + "/models"))
                .timeout(PATIENCE);
        if (properties.apiKey() != null) {
            request.header("Authorization", "Bearer " + properties.apiKey());
        }
        try {
            int status = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return switch (status) {
                case 401, 403 -> "refuses the key (%s)".formatted(status);
                default -> status >= 500 ? "answers %s".formatted(status) : null;
            };
        } catch (IOException e) {
            return "does not answer (%s)".formatted(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not waited for";
        }
    }
}
