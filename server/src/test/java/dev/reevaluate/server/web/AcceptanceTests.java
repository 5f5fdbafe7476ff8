package dev.reevaluate.server.web;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every way in which the contract lets a caller say "results 101 and 102, metric 11" means the same. */
@ServerTest
class AcceptanceTests {

    private final World world;
    private final int port;

    @Autowired
    AcceptanceTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void isAcceptedAndRunsTheSameResults(String name, Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);

        assertThat(response.body()).isEmpty();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).hasValue("0");
        assertThat(world.text("select string_agg(id::text, ',' order by id) from result where status = 'running'"))
                .as("106 is running in the demo")
                .isEqualTo("101,102,106");
        assertThat(world.text("select string_agg(distinct metric_ids::text, ',') from slice"))
                .isEqualTo("{11}");
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("JSON", bulk(JSON, "{\"result_ids\": [101, 102], \"metric_ids\": [11]}")),
                arguments(
                        "JSON with a charset",
                        bulk(JSON + "; charset=utf-8", "{\"result_ids\": [101, 102], \"metric_ids\": [11]}")),
                arguments(
                        "JSON, accepting HTML only",
                        bulk(JSON, "{\"result_ids\": [101, 102], \"metric_ids\": [11]}")
                                .header("Accept", "text/html")),
                arguments("repeated ids", bulk(JSON, "{\"result_ids\": [101, 102, 101], \"metric_ids\": [11, 11]}")),
                arguments(
                        "integers written as fractions",
                        bulk(JSON, "{\"result_ids\": [101.0, 1.02e2], \"metric_ids\": [11]}")),
                arguments(
                        "an unknown property",
                        bulk(JSON, "{\"result_ids\": [101, 102], \"metric_ids\": [11], \"dry_run\": true}")),
                arguments("a form", bulk(FORM, "result_ids=101&metric_ids=11&result_ids=102")),
                arguments(
                        "a form with a charset",
                        bulk(FORM + ";charset=UTF-8", "result_ids=101&result_ids=102&metric_ids=11")),
                arguments("an indexed form", bulk(FORM, "result_ids[1]=102&result_ids[0]=101&metric_ids[0]=11")),
                arguments(
                        "a form where the plain field wins over the indexed",
                        bulk(FORM, "result_ids=101&result_ids=102&result_ids[0]=105&metric_ids=11")),
                arguments(
                        "multipart",
                        bulk(MULTIPART, parts("metric_ids", "11", "result_ids", "101", "result_ids", "102"))),
                arguments(
                        "multipart with a long header in a part",
                        bulk(
                                MULTIPART,
                                parts("metric_ids", "11", "result_ids", "101", "result_ids", "102")
                                        .replace(
                                                "form-data; name=",
                                                "form-data; x=\"%s\"; name=".formatted("x".repeat(2000))))),
                arguments(
                        "a body of exactly the largest size",
                        bulk(JSON, "%-1048576s".formatted("{\"result_ids\": [101, 102], \"metric_ids\": [11]}"))),
                arguments(
                        "multipart in chunks",
                        bulk(MULTIPART, parts("metric_ids", "11", "result_ids", "101", "result_ids", "102"))
                                .inChunks()));
    }
}
