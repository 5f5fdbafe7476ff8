package dev.reevaluate.stubs;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stubs of this build, served by a WireMock. */
public final class Stubs implements AutoCloseable {

    static final Path MAPPINGS = mappings();
    public static final Contracts CONTRACTS = contracts();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WireMockServer server;

    private Stubs(boolean extension, Extension... others) {
        this.server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .extensionScanningEnabled(extension)
                .extensions(others)
                .usingFilesUnderDirectory(MAPPINGS.resolveSibling("").toString()));
        server.start();
    }

    /** Nothing but what the contracts say. */
    static Stubs plain() {
        return new Stubs(false);
    }

    /** With what makes them answer as the server: so the stub runner and the mock jar serve them. */
    public static Stubs withTheirExtension() {
        return new Stubs(true);
    }

    /** The same, beside other extensions. */
    static Stubs withTheirExtensionAnd(Extension... others) {
        return new Stubs(true, others);
    }

    List<StubMapping> served() {
        return server.getStubMappings();
    }

    /** Where they are served, without a slash at the end. */
    public String url() {
        return server.baseUrl();
    }

    /** As if nothing had been asked yet. */
    public void startOver() {
        server.resetScenarios();
    }

    /** As if nothing had been asked yet, and no idempotency key been sent. */
    public void reset() {
        server.resetToDefaultMappings();
    }

    /** Sends the request of the contract. */
    HttpResponse<String> send(Contract contract) {
        HttpRequest.Builder request = request(contract.path(), contract)
                .method(contract.method(), BodyPublishers.ofByteArray(contract.body()));
        contract.headers().forEach(request::header);
        return send(request);
    }

    /** Posts a body as the demo organization. */
    HttpResponse<String> post(String contentType, String body) {
        return send(HttpRequest.newBuilder(uri("/test_framework/v1/results/bulk_evaluate_metrics/"))
                .header(Contract.KEY_HEADER, "demo-key")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after all that the contract's story tells before it; a contract outside of a story needs no more than a new start. */
    void goToTheSceneOf(Contract contract) {
        server.resetScenarios();
        server.getStubMappings().stream()
                .filter(stub -> stub.getName().equals(contract.name()) && stub.getRequiredScenarioState() != null)
                .forEach(stub -> server.setScenarioState(stub.getScenarioName(), stub.getRequiredScenarioState()));
    }

    URI uri(String pathAndQuery) {
        return URI.create(server.baseUrl() + pathAndQuery);
    }

    @Override
    public void close() {
        server.stop();
    }

    private HttpRequest.Builder request(String path, Contract contract) {
        String query = contract.query().entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return HttpRequest.newBuilder(uri(query.equals("?") ? path : path + query));
    }

    private static Contracts contracts() {
        try {
            return Contracts.below(Path.of("target/contracts"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Of whatever version this build is
    private static Path mappings() {
        try (Stream<Path> versions = Files.list(Path.of("target/stubs/META-INF/dev.reevaluate/reevaluate-contracts"))) {
            return versions.findFirst().orElseThrow().resolve("mappings");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
