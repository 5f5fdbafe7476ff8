package dev.reevaluate.mock;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Calls a mock as its users do, for tests. */
final class MockClient {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private MockClient() {}

    /** Asks WireMock itself. */
    static HttpResponse<String> admin(Mock mock, String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(mock.url() + "/__admin/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends a bulk request with this body. */
    static HttpResponse<String> post(Mock mock, String body) throws IOException, InterruptedException {
        return send(request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** The same, with a preference for its answer. */
    static HttpResponse<String> post(Mock mock, String preference, String body)
            throws IOException, InterruptedException {
        return send(request(mock, "/test_framework/v1/results/bulk_evaluate_metrics/")
                .header("Content-Type", "application/json")
                .header("Prefer", preference)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Reads what is at the path, with the demo's key. */
    static HttpResponse<String> get(Mock mock, String path) throws IOException, InterruptedException {
        return send(request(mock, path));
    }

    /** A request for the path, with the demo's key. */
    static HttpRequest.Builder request(Mock mock, String path) {
        return HttpRequest.newBuilder(URI.create(mock.url() + path)).header("X-CEKURA-API-KEY", "demo-key");
    }

    /** Sends the request, and waits for no answer. */
    static CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
