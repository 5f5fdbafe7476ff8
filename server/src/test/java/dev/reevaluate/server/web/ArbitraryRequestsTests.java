package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.Generator;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.Tries;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent, the answer is one that the contract declares, a 400 is what a typed client reads as lists of texts, and
 * a refused request has changed nothing. How many requests: {@code tries}, for each of the five kinds.
 */
@ServerTest
class ArbitraryRequestsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, List<String>>> FIELD_ERRORS = new TypeReference<>() {};
    private static final int TRIES = 120;
    private static final int PROGRESS = 5_000;

    @Autowired
    private World world;

    @LocalServerPort
    private int port;

    private String state = "";
    private int sent;

    @BeforeEach
    void demo() {
        world.startFromDemo();
        state = world.everything();
    }

    @Test
    void json() {
        Generator<String> bodies = Bodies.json();
        Tries.run(TRIES, random -> isAcceptedOrRefusedInTheContractsWay(Http.bulk(Http.JSON, bodies.next(random))));
    }

    @Test
    void forms() {
        Generator<Http.Request> requests = Bodies.formTypes().with(Bodies.form(), Http::bulk);
        Tries.run(TRIES, random -> isAcceptedOrRefusedInTheContractsWay(requests.next(random)));
    }

    @Test
    void multipart() {
        Generator<Http.Request> requests = Bodies.multipartTypes().with(Bodies.multipart(), Http::bulk);
        Tries.run(TRIES, random -> isAcceptedOrRefusedInTheContractsWay(requests.next(random)));
    }

    @Test
    void anyBytes() {
        Generator<Http.Request> requests = Bodies.mediaTypes().with(Bodies.damaged(), Http::bulk);
        Tries.run(TRIES, random -> isAcceptedOrRefusedInTheContractsWay(requests.next(random)));
    }

    @Test
    void queries() {
        Generator<Http.Request> requests = Bodies.reads().map(Http::get);
        Tries.run(TRIES, random -> isAcceptedOrRefusedInTheContractsWay(requests.next(random)));
    }

    private void isAcceptedOrRefusedInTheContractsWay(Http.Request request) throws IOException, InterruptedException {
        // Fails on a status that the contract does not declare, as each 5xx is; the database is not away
        HttpResponse<String> response = Http.send(port, request);

        assertThat(response.statusCode()).isIn(200, 400, 404);
        if (response.statusCode() == 400) {
            assertThat(JSON.readValue(response.body(), FIELD_ERRORS))
                    .isNotEmpty()
                    .allSatisfy((field, texts) -> assertThat(texts).isNotEmpty().doesNotContainNull());
        }
        String after = world.everything();
        if (response.statusCode() != 200 || request.method().equals("GET")) {
            assertThat(after).as("nothing has changed").isEqualTo(state);
        }
        state = after;
        if (++sent % PROGRESS == 0) {
            System.out.printf("%,d requests%n", sent);
        }
    }
}
