package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the demo workspace is too small for: full pages, a second project, scores. */
@ServerTest
class ReadMoreDataTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String V1 = "/test_framework/v1/";

    private final World world;
    private final int port;

    @Autowired
    ReadMoreDataTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
    }

    @Test
    void aPageHasAHundredResultsAtMost() throws IOException, InterruptedException {
        world.change("insert into result (id, agent_id, name, status) select i, 1, 'r', 'completed'"
                + " from generate_series(1001, 1101) i");

        JsonNode page = ok(Http.get(V1 + "results/?search=r&agent_id=1&page_size=1000"));

        assertThat(page.path("results")).hasSize(100);
        assertThat(page.path("next").asString()).endsWith("page=2");
    }

    @Test
    void aProjectKeyReadsItsProjectOnly() throws IOException, InterruptedException {
        world.load("""
                projects: [{id: 3, organization: 1, name: Chat}]
                agents: [{id: 31, project: 3, name: Chat}]
                metrics: [{id: 31, project: 3, name: Latency, eval_type: numeric, function_name: get_latency, agents: [31]}]
                results: [{id: 301, agent: 31, name: Chat}]
                runs: [{id: 3001, result: 301, status: completed}]
                """);
        for (String path : List.of("results/?agent_id=31", "metrics/?agent_id=31", "runs/bulk/?run_ids=3001")) {
            assertThat(items(Http.get(V1 + path))).as(path).hasSize(1);
            assertThat(items(Http.get(V1 + path).key("demo-project-key")))
                    .as(path)
                    .isEmpty();
        }
        assertThat(status(Http.get(V1 + "results/301/"))).isEqualTo(200);
        assertThat(status(Http.get(V1 + "results/301/").key("demo-project-key")))
                .isEqualTo(404);
    }

    @Test
    void aScoreOfEachKindIsShownAsTheContractHasIt() throws IOException, InterruptedException {
        assertThat(status(Http.bulk(
                        Http.JSON, "{\"result_ids\": [101], \"metric_ids\": [11, 12, 13, 14, 15, 16, 17, 18, 19]}")))
                .isEqualTo(200);
        world.work();

        JsonNode detail = ok(Http.get(V1 + "results/101/"));
        JsonNode scores = detail.at("/runs/1001/evaluation/metrics");
        assertThat(scores)
                .hasSize(9)
                .isEqualTo(ok(Http.get(V1 + "runs/bulk/?run_ids=1001")).at("/0/evaluation/metrics"));
        JsonNode latency = scores.path(0);
        assertThat(latency.path("type").asString()).isEqualTo("predefined");
        assertThat(latency.path("function_name").asString()).isEqualTo("get_latency");
        assertThat(latency.path("value").asString()).isEqualTo("1257.142857");
        assertThat(latency.path("extra").path("percentiles").propertyNames())
                .containsExactly("p25", "p50", "p75", "p90", "p95", "p99");
        JsonNode silence = scores.path(3);
        assertThat(silence.path("score").asInt()).isEqualTo(5);
        assertThat(silence.path("passed").asBoolean()).isTrue();
        assertThat(silence.path("value").asString()).isEqualTo("Pass");
        JsonNode judged = scores.path(5);
        assertThat(judged.path("score").isNull()).isTrue();
        assertThat(judged.path("value").isNull()).isTrue();
        assertThat(judged.path("explanation").path(0).asString()).contains("refunded");
    }

    private int status(Http.Request request) throws IOException, InterruptedException {
        return Http.send(port, request).statusCode();
    }

    private JsonNode items(Http.Request request) throws IOException, InterruptedException {
        JsonNode answer = ok(request);
        return answer.isArray() ? answer : answer.path("results");
    }

    private JsonNode ok(Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
