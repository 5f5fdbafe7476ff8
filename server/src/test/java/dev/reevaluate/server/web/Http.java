package dev.reevaluate.server.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A client that sends what it is told, and accepts no answer that the contract does not declare. */
final class Http {

    static final String BULK = "/test_framework/v1/results/bulk_evaluate_metrics/";
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data; boundary=cut";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    static HttpResponse<String> send(int port, Request request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + request.path()))
                .method(request.method(), request.publisher());
        request.headers().forEach(header -> builder.header(header.get(0), header.get(1)));
        HttpResponse<String> response = CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
        DeclaredAnswer.check(request.path(), response);
        return response;
    }

    /** A POST of the bulk request with the demo key. */
    static Request bulk(String contentType, String body) {
        return bulk(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Request bulk(String contentType, byte[] body) {
        return new Request("POST", BULK, List.of(), body, false).key("demo-key").header("Content-Type", contentType);
    }

    static Request get(String path) {
        return request("GET", path);
    }

    static Request request(String method, String path) {
        return new Request(method, path, List.of(), new byte[0], false).key("demo-key");
    }

    /** One multipart body of fields, each a name and a value, cut by the boundary of {@link #MULTIPART}. */
    static String parts(String... namesAndValues) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append("--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(namesAndValues[i], namesAndValues[i + 1]));
        }
        return body.append("--cut--\r\n").toString();
    }

    /** What is sent. */
    static final class Request {

        private final String method;
        private final String path;
        private final List<List<String>> headers;
        private final byte[] body;
        private final boolean chunked;

        Request(String method, String path, List<List<String>> headers, byte[] body, boolean chunked) {
            this.method = method;
            this.path = path;
            this.headers = headers;
            this.body = body;
            this.chunked = chunked;
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }

        List<List<String>> headers() {
            return headers;
        }

        Request header(String name, String value) {
            var others = headers.stream().filter(header -> !header.get(0).equals(name));
            return new Request(
                    method,
                    path,
                    Stream.concat(others, Stream.of(List.of(name, value))).toList(),
                    body,
                    chunked);
        }

        Request without(String name) {
            return new Request(
                    method,
                    path,
                    headers.stream()
                            .filter(header -> !header.get(0).equals(name))
                            .toList(),
                    body,
                    chunked);
        }

        Request key(String key) {
            return header("X-CEKURA-API-KEY", key);
        }

        Request at(String otherPath) {
            return new Request(method, otherPath, headers, body, chunked);
        }

        /** Without saying how much comes. */
        Request inChunks() {
            return new Request(method, path, headers, body, true);
        }

        BodyPublisher publisher() {
            return chunked
                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                    : body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        }
    }
}
