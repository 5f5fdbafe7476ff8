package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the body, the answer is 200, or a 400 that a typed client reads as lists of texts. */
@ServerTest
class ArbitraryBodiesTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, List<String>>> FIELD_ERRORS = new TypeReference<>() {};

    private final World world;
    private final int port;

    // jqwik knows nothing of Spring: this is how a test of JUnit gets at the context that all tests share.
    ArbitraryBodiesTests() {
        ApplicationContext server =
                new TestContextManager(getClass()).getTestContext().getApplicationContext();
        this.world = server.getBean(World.class);
        this.port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @BeforeProperty
    void demo() {
        world.startFromDemo();
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
    void aJsonBodyIsAcceptedOrRefusedInTheContractsWay(@ForAll("json") String body)
            throws IOException, InterruptedException {
        isAcceptedOrRefusedWithLists(Http.bulk(Http.JSON, body));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void aBodyOfAnyBytesIsAcceptedOrRefusedInTheContractsWay(
            @ForAll("mediaTypes") String mediaType, @ForAll("damaged") String body)
            throws IOException, InterruptedException {
        isAcceptedOrRefusedWithLists(Http.bulk(mediaType, body));
    }

    private void isAcceptedOrRefusedWithLists(Http.Request request) throws IOException, InterruptedException {
        HttpResponse<String> response = Http.send(port, request);
        if (response.statusCode() != 200) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(JSON.readValue(response.body(), FIELD_ERRORS))
                    .isNotEmpty()
                    .allSatisfy((field, texts) -> assertThat(texts).isNotEmpty().doesNotContainNull());
        }
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> ids = Arbitraries.frequencyOf(Tuple.of(4, ids()), Tuple.of(1, value()));
        return Arbitraries.oneOf(
                Combinators.combine(ids, ids).as("{\"result_ids\": %s, \"metric_ids\": %s}"::formatted),
                Combinators.combine(ids, value(), Arbitraries.strings().ascii().ofMaxLength(12))
                        .as((results, other, name) -> "{\"result_ids\": %s, %s: %s}"
                                .formatted(results, JSON.writeValueAsString(name), other)),
                value());
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> whole = Arbitraries.of(
                "{\"result_ids\": [101, 102], \"metric_ids\": [11]}",
                "result_ids=101&metric_ids=11&result_ids[0]=%31",
                Http.parts("result_ids", "101", "metric_ids", "11"));
        return Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.strings().ofMaxLength(6))
                .as((text, at, cut, put) -> {
                    int from = Math.min(at, text.length());
                    return text.substring(0, from) + put + text.substring(Math.min(from + cut, text.length()));
                });
    }

    @Provide
    Arbitrary<String> mediaTypes() {
        return Arbitraries.of(Http.JSON, Http.FORM, Http.MULTIPART);
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                        Arbitraries.of("101", "103", "11", "12", "1.01e2", "0", "-1", "9223372036854775808", "1e400"),
                        scalar())
                .list()
                .ofMaxSize(4)
                .map(List::toString);
    }

    private static Arbitrary<String> value() {
        return Arbitraries.recursive(
                ArbitraryBodiesTests::scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(List::toString),
                        inner.map("{\"result_ids\": %s}"::formatted),
                        inner.map("{\"\\u0000\": %s}"::formatted)),
                0,
                3);
    }

    private static Arbitrary<String> scalar() {
        return Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "\"\"", "-0.0", "1e-9", "1E+3", "1e99999999", "\"\\ud800\""),
                Arbitraries.bigDecimals().map(Object::toString),
                Arbitraries.strings().ofMaxLength(8).map(JSON::writeValueAsString));
    }
}
