package dev.reevaluate.server.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends an event to a receiver that may be slow, hostile, or a name for something inside the operator's network: public
 * addresses only, no redirects, no repetition of its own, one deadline for all of an attempt.
 */
final class WebhookClient implements AutoCloseable {

    static final int LARGEST_ANSWER = 64 * 1024;

    private static final int HIGHEST_PORT = 65535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final CloseableHttpClient http;
    private final Duration timeout;
    private final InstantSource clock;

    WebhookClient(WebhooksProperties properties, InstantSource clock) {
        this(properties, clock, SystemDefaultDnsResolver.INSTANCE);
    }

    WebhookClient(WebhooksProperties properties, InstantSource clock, DnsResolver resolver) {
        this.http = HttpClients.custom()
                .setConnectionManager(connections(properties, resolver))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(properties.timeout()))
                        .setConnectionRequestTimeout(Timeout.of(properties.timeout()))
                        // It would offer plain HTTP an upgrade to TLS
                        .setProtocolUpgradeEnabled(false)
                        .build())
                // The address is judged at each connection; and no event goes into one that was just closed
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Reevaluate-Webhooks")
                .build();
        this.timeout = properties.timeout();
        this.clock = clock;
    }

    /** Makes one attempt; whatever the receiver does, it ends soon after the time-out, and without an exception. */
    Attempt send(Receiver receiver, String idempotencyKey, String body) {
        URI uri;
        try {
            uri = URI.create(receiver.url());
        } catch (IllegalArgumentException e) {
            return Attempt.failed("the webhook_url is no URL");
        }
        if (uri.getHost() == null) {
            return Attempt.failed("the webhook_url has no host");
        }
        if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
            return Attempt.failed("the webhook_url is neither http nor https");
        }
        if (uri.getPort() > HIGHEST_PORT) {
            return Attempt.failed("the webhook_url has a port above 65535");
        }
        HttpPost request;
        try {
            request = request(uri, receiver, idempotencyKey, body);
        } catch (IllegalArgumentException e) {
            return Attempt.failed("the webhook_secret can't sign");
        }
        return send(uri, request);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private HttpPost request(URI uri, Receiver receiver, String idempotencyKey, String body) {
        HttpPost request = new HttpPost(uri);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        request.setHeader("X-CEKURA-IDEMPOTENCY-KEY", idempotencyKey);
        Instant now = clock.instant();
        request.setHeader("webhook-id", idempotencyKey);
        request.setHeader("webhook-timestamp", now.getEpochSecond());
        if (receiver.secret() != null) {
            request.setHeader("X-CEKURA-SECRET", receiver.secret());
            request.setHeader("webhook-signature", Signature.of(receiver.secret(), idempotencyKey, now, body));
        }
        return request;
    }

    // The client's own time-outs begin anew with each byte; the deadline closes the connection under it.
    private Attempt send(URI uri, HttpPost request) {
        CompletableFuture<Void> deadline =
                new CompletableFuture<Void>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> stop = deadline.exceptionally(late -> {
            request.cancel();
            return null;
        });
        @Nullable Attempt answered = null;
        try (ClassicHttpResponse response =
                http.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), request, null)) {
            answered = Attempt.answered(response.getCode());
            readSome(response);
            // What is left of the answer is not read when the response is closed
            request.cancel();
            return answered;
        } catch (IOException | RuntimeException e) {
            // What ends after the status is no failure of the attempt
            return answered != null
                    ? answered
                    : Attempt.failed(deadline.isCompletedExceptionally() ? noAnswer() : reason(e));
        } finally {
            deadline.complete(null);
            stop.cancel(false);
        }
    }

    // The status is the answer. The rest is read as far as that is polite, for a receiver may fail when it can't write.
    private static void readSome(ClassicHttpResponse response) {
        try {
            if (response.getEntity() != null) {
                InputStream body = response.getEntity().getContent();
                body.skipNBytes(LARGEST_ANSWER);
            }
        } catch (IOException endOfAnswer) {
            // Shorter than that, or cut off: the receiver has the event
        }
    }

    // Never the exception's own text: it may quote the URL.
    private String reason(Exception e) {
        if (e instanceof AddressRefusedException) {
            return "the receiver's address is private, loopback, link-local or otherwise not public;"
                    + " reevaluate.webhooks.allowed-hosts can allow its host";
        } else if (e instanceof UnknownHostException) {
            return "the receiver's host name has no address";
        } else if (e instanceof HttpHostConnectException || e instanceof ConnectTimeoutException) {
            return "the receiver takes no connection";
        } else if (e instanceof SSLException) {
            return "no TLS connection that can be trusted; look at the receiver's certificate";
        } else if (e instanceof SocketTimeoutException) {
            return noAnswer();
        }
        return e instanceof IOException
                ? "the connection ended without an answer that is HTTP"
                : "the request can't be made: " + e.getClass().getSimpleName();
    }

    private String noAnswer() {
        return "no answer in " + timeout.toSeconds() + " s";
    }

    private static HttpClientConnectionManager connections(WebhooksProperties properties, DnsResolver resolver) {
        Timeout connect = Timeout.of(properties.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new PublicAddresses(resolver, properties.allowedHosts()))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(16 * 1024)
                                .setMaxHeaderCount(200)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(properties.timeout()))
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setMaxConnTotal(properties.threads())
                .setMaxConnPerRoute(properties.threads())
                .build();
    }
}
