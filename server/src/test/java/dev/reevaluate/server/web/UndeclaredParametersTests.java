package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A name that the contract does not declare means nothing, however much it looks like a declared one. */
@ServerTest
class UndeclaredParametersTests {

    // As Spring, PHP and Rails write lists, markers and fields
    private static final List<String> NAMES =
            List.of("%s%%5B%%5D", "%s%%5B0%%5D", "_%s", "!%s", "%s.x", "%s%%20", "%s%%00");

    private final World world;
    private final int port;
    private String request = "";

    @Autowired
    UndeclaredParametersTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demoWithARequest() throws IOException, InterruptedException {
        world.startFromDemo();
        request = Http.send(port, Http.bulk(Http.JSON, "{\"result_ids\": [101], \"metric_ids\": [11]}"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @CsvSource({
        "/test_framework/v1/results/?page_size=2, page, -1",
        "/test_framework/v1/results/?page_size=2, page, 3",
        "/test_framework/v1/results/?page_size=2, search, a%00b",
        "/test_framework/v1/results/?page_size=2, status, zzz",
        "/test_framework/v1/results/?page_size=2, agent_id, zz",
        "/test_framework/v1/results/?page=1, page_size, 0",
        "/test_framework/v1/runs/bulk/?run_ids=1001, run_ids, 1002",
        "/test_framework/v1/metrics/?agent_id=1, project_id, 2",
        "/test_framework/billing/info/?x=1, organization_id, zz",
        "/reevaluate/v1/requests/?page=1, state, zzz",
        "{request}changes/?page=1, metric_id, zz"
    })
    void aNameThatLooksLikeADeclaredOneChangesNothing(String query, String parameter, String value)
            throws IOException, InterruptedException {
        String path = query.replace("{request}", request);
        String expected = answer(path);

        for (String name : NAMES) {
            assertThat(answer(path + "&" + name.formatted(parameter) + "=" + value))
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    private String answer(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.send(port, Http.get(path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        // The links keep whatever was sent
        return answer.body().replaceAll("\"(next|previous)\":\"[^\"]*\"", "");
    }
}
