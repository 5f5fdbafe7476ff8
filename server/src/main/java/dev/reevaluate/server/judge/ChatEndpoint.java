package dev.reevaluate.server.judge;

import dev.reevaluate.server.judge.JudgeUnavailableException.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One call of {@code chat/completions}: what passes is an exception, anything else that was answered is a reply. */
final class ChatEndpoint {

    private static final int MAX_ANSWER = 1 << 20;
    private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
    // Beside 5xx: a payment that is due, a slow request, a conflict with itself, too early, too many.
    private static final Set<Integer> PASSING = Set.of(402, 408, 409, 425, 429);

    private final HttpClient client;
    private final HttpRequest.Builder request;
    private final Duration timeout;
    private final @Nullable String apiKey;
    private final Clock clock;

    ChatEndpoint(URI baseUrl, JudgeProperties properties, Executor executor, Clock clock) {
        this.timeout = properties.timeout();
        this.apiKey = properties.apiKey();
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // Without one, each call in flight gets a thread.
                .executor(executor)
                .connectTimeout(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT)
                // The key goes to the address that was configured, and nowhere else.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.request = HttpRequest.newBuilder(
                        URI.create(baseUrl.toString().replaceAll("/+$", "") + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
    }

    /** Fails with {@link JudgeUnavailableException} where the trouble may pass; attempts count from 1. */
    CompletableFuture<ChatReply> post(byte[] body, int attempt) {
        CompletableFuture<HttpResponse<Optional<String>>> exchange = client.sendAsync(
                request.copy().POST(BodyPublishers.ofByteArray(body)).build(), head -> new CappedBody(MAX_ANSWER));
        // The request's own timeout would end with the head; a body that stalls would be waited for without end.
        return exchange.thenApply(response -> response)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                        throw unavailable(failure, attempt);
                    }
                    return reply(response);
                });
    }

    private ChatReply reply(HttpResponse<Optional<String>> response) {
        int status = response.statusCode();
        if (status >= 500 || PASSING.contains(status)) {
            boolean limited = status < 500;
            throw new JudgeUnavailableException(
                    limited ? Trouble.RATE_LIMITED : Trouble.SERVER_ERROR,
                    "the judge's endpoint answers with status %s".formatted(status),
                    RetryAfter.parse(
                            response.headers().firstValue("Retry-After").orElse(null), clock));
        }
        return new ChatReply(status, response.body().map(this::withoutKey));
    }

    // An endpoint may repeat what it was sent, and what it says is shown to others
    private String withoutKey(String body) {
        return apiKey == null ? body : body.replace(apiKey, "******");
    }

    private JudgeUnavailableException unavailable(Throwable failure, int attempt) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new JudgeUnavailableException(
                    Trouble.TIMEOUT,
                    "the judge's endpoint has not answered within %s ms".formatted(timeout.toMillis()),
                    null);
        } else if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException) {
            return new JudgeUnavailableException(Trouble.UNREACHABLE, "the judge's endpoint can't be reached", null);
        } else if (cause instanceof IOException) {
            return new JudgeUnavailableException(
                    attempt == 1 ? Trouble.STALE_CONNECTION : Trouble.CONNECTION_LOST,
                    "the connection to the judge's endpoint was lost",
                    null);
        }
        throw new IllegalStateException("The HTTP client failed", cause);
    }
}
