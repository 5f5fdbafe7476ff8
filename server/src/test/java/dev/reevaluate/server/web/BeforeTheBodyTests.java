package dev.reevaluate.server.web;

import static dev.reevaluate.server.web.Http.BULK;
import static dev.reevaluate.server.web.Http.FORM;
import static dev.reevaluate.server.web.Http.JSON;
import static dev.reevaluate.server.web.Http.MULTIPART;
import static dev.reevaluate.server.web.Http.bulk;
import static dev.reevaluate.server.web.Http.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is refused before its body is looked at: by key, route, method, permission, media type, size. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeforeTheBodyTests {

    private static final String VALID = "{\"result_ids\": [101], \"metric_ids\": [11]}";
    private static final String FORBIDDEN = detail("You do not have permission to perform this action.");

    private final World world;
    private final int port;

    @Autowired
    BeforeTheBodyTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeAll
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beforeTheBody")
    void isRefusedAndChangesNothing(String name, Http.Request request, int status, String body)
            throws IOException, InterruptedException {
        String before = world.everything();

        HttpResponse<String> response = Http.send(port, request);

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .isEqualTo(status == 401 ? List.of("ApiKey header=\"X-CEKURA-API-KEY\"") : List.of());
        assertThat(response.headers().allValues("Allow")).isEqualTo(status == 405 ? List.of("POST") : List.of());
        assertThat(world.everything()).isEqualTo(before);
    }

    static Stream<Arguments> beforeTheBody() {
        byte[] large = " ".repeat(1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8);
        String tooLarge = detail("Request body is larger than 1048576 bytes.");
        return Stream.of(
                arguments(
                        "no key",
                        bulk(JSON, VALID).without("X-CEKURA-API-KEY"),
                        401,
                        detail("Authentication credentials were not provided.")),
                arguments("another key", bulk(JSON, VALID).key("nobody's"), 401, detail("Invalid API key.")),
                arguments("a read-only key", bulk(JSON, VALID).key("demo-read-only-key"), 403, FORBIDDEN),
                arguments("no slash", bulk(JSON, VALID).at(BULK.substring(0, BULK.length() - 1)), 404, notFound()),
                arguments("another path", Http.get("/test_framework/v1/nothing/"), 404, notFound()),
                wrongMethod("GET"),
                wrongMethod("PUT"),
                wrongMethod("PATCH"),
                wrongMethod("DELETE"),
                wrongMethod("OPTIONS"),
                arguments("plain text", bulk("text/plain", VALID), 415, unsupported("text/plain")),
                arguments("no media type", bulk(JSON, VALID).without("Content-Type"), 415, unsupported("")),
                arguments("a large body", bulk(JSON, large), 413, tooLarge),
                arguments("a large body in chunks", bulk(JSON, large).inChunks(), 413, tooLarge),
                arguments("a large form in chunks", bulk(FORM, large).inChunks(), 413, tooLarge),
                arguments(
                        "a large multipart in chunks",
                        bulk(MULTIPART, parts("result_ids", " ".repeat(large.length)))
                                .inChunks(),
                        413,
                        tooLarge));
    }

    private static Arguments wrongMethod(String method) {
        return arguments(
                method, Http.request(method, BULK), 405, detail("Method \\\"%s\\\" not allowed.".formatted(method)));
    }

    private static String notFound() {
        return detail("Not found.");
    }

    private static String unsupported(String type) {
        return detail("Unsupported media type \\\"%s\\\" in request.".formatted(type));
    }

    private static String detail(String text) {
        return "{\"detail\":\"%s\"}".formatted(text);
    }
}
