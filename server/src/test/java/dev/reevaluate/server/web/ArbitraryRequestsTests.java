package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent, the answer is one that the contract declares, a 400 is what a typed client reads as lists of texts, and
 * a refused request has changed nothing. How many requests: {@code jqwik.tries.default}, for each of the five kinds.
 */
@ServerTest
class ArbitraryRequestsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, List<String>>> FIELD_ERRORS = new TypeReference<>() {};
    private static final int PROGRESS = 5_000;

    private final World world;
    private final int port;
    private String state = "";
    private int sent;

    // jqwik knows nothing of Spring: this is how a test of JUnit gets at the context that all tests share
    ArbitraryRequestsTests() {
        ApplicationContext server =
                new TestContextManager(getClass()).getTestContext().getApplicationContext();
        this.world = server.getBean(World.class);
        this.port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @BeforeProperty
    void demo() {
        world.startFromDemo();
        state = world.everything();
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void json(@ForAll("jsonBodies") String body) throws IOException, InterruptedException {
        isAcceptedOrRefusedInTheContractsWay(Http.bulk(Http.JSON, body));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void forms(@ForAll("forms") String body, @ForAll("formTypes") String type)
            throws IOException, InterruptedException {
        isAcceptedOrRefusedInTheContractsWay(Http.bulk(type, body));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void multipart(@ForAll("multiparts") String body, @ForAll("multipartTypes") String type)
            throws IOException, InterruptedException {
        isAcceptedOrRefusedInTheContractsWay(Http.bulk(type, body));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void anyBytes(@ForAll("mediaTypes") String type, @ForAll("damaged") byte[] body)
            throws IOException, InterruptedException {
        isAcceptedOrRefusedInTheContractsWay(Http.bulk(type, body));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void queries(@ForAll("reads") String path) throws IOException, InterruptedException {
        isAcceptedOrRefusedInTheContractsWay(Http.get(path));
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

    @Provide
    Arbitrary<String> jsonBodies() {
        return Bodies.json();
    }

    @Provide
    Arbitrary<String> forms() {
        return Bodies.form();
    }

    @Provide
    Arbitrary<String> formTypes() {
        return Bodies.formTypes();
    }

    @Provide
    Arbitrary<String> multiparts() {
        return Bodies.multipart();
    }

    @Provide
    Arbitrary<String> multipartTypes() {
        return Bodies.multipartTypes();
    }

    @Provide
    Arbitrary<String> mediaTypes() {
        return Bodies.mediaTypes();
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Bodies.damaged();
    }

    @Provide
    Arbitrary<String> reads() {
        return Bodies.reads();
    }
}
