package dev.reevaluate.server.kills;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Clients of one server that send requests side by side, each one after the other, until the server is gone. */
final class Clients implements AutoCloseable {

    private static final int CLIENTS = 6;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final URI address;
    private final Queue<BulkRequest> toSend;
    private final AtomicInteger answered = new AtomicInteger();
    private final CompletableFuture<Void> done;

    /** Starts them; a server that is gone, or that answers what it never should, ends them. */
    Clients(URI server, Collection<BulkRequest> requests) {
        address = server.resolve("/test_framework/v1/results/bulk_evaluate_metrics/");
        toSend = new ConcurrentLinkedQueue<>(requests);
        done = CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(this::sendAll, threads))
                .limit(CLIENTS)
                .toArray(CompletableFuture[]::new));
    }

    int answered() {
        return answered.get();
    }

    boolean areDone() {
        return done.isDone();
    }

    /** Waits until all is sent, or the server gone. */
    void join() {
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void sendAll() {
        for (BulkRequest request = toSend.poll(); request != null; request = toSend.poll()) {
            try {
                send(request);
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                request.wasNotAnswered();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(BulkRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder call = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("X-CEKURA-API-KEY", PricedWork.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.body()));
        if (request.key() != null) {
            call.header("Idempotency-Key", request.key());
        }
        HttpResponse<String> response = http.send(call.build(), BodyHandlers.ofString());
        switch (response.statusCode()) {
            case 200 -> {
                request.wasAnswered();
                answered.incrementAndGet();
            }
            case 503 -> request.wasNotAnswered();
            default -> throw new AssertionError(response.statusCode() + " " + response.body());
        }
    }
}
