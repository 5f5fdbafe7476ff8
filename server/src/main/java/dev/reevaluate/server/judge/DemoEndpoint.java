package dev.reevaluate.server.judge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The offline demo judge: an OpenAI-compatible endpoint on loopback that asks no language model, and says so in its name
 * and in each explanation. The way to it is that to a real one.
 */
final class DemoEndpoint implements AutoCloseable {

    static final String MODEL = "offline-demo-judge";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_REQUEST = 10 << 20;

    private final HttpServer server;

    private DemoEndpoint(HttpServer server) {
        this.server = server;
    }

    static DemoEndpoint start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/chat/completions", DemoEndpoint::answer);
            server.start();
            return new DemoEndpoint(server);
        } catch (IOException e) {
            throw new SetupException(
                    "The offline demo judge finds no free port on loopback.", "Start without reevaluate.judge.demo.");
        }
    }

    URI baseUrl() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://%s:%s/v1".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer;
            int status = 200;
            try {
                answer = JSON.writeValueAsBytes(
                        completion(JSON.readTree(exchange.getRequestBody().readNBytes(MAX_REQUEST))));
            } catch (JacksonException e) {
                status = 400;
                answer = "{\"error\": {\"message\": \"not JSON\"}}".getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static ObjectNode completion(JsonNode request) {
        String user = request.path("messages").path(1).path("content").asString("");
        JsonNode verdict = request.at("/response_format/json_schema/schema/properties/verdict");
        String content = JSON.writeValueAsString(DemoVerdict.of(user, verdict));
        ObjectNode completion =
                JSON.createObjectNode().put("object", "chat.completion").put("model", MODEL);
        ObjectNode choice =
                completion.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", content);
        // Words, as it has no tokens
        completion
                .putObject("usage")
                .put("prompt_tokens", user.split("\\s+").length)
                .put("completion_tokens", content.split("\\s+").length);
        return completion;
    }
}
