package dev.reevaluate.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stubs without their extension, as stub runner serves them from a repository, accept what the rules accept. */
class PlainStubsTest {

    private static final List<Long> RESULTS = List.of(101L, 102L, 103L, 104L, 105L, 106L, 901L, 999L);
    private static final List<Long> METRICS = List.of(11L, 13L, 16L, 17L, 91L, 999L);

    private static Stubs plain;
    private static Stubs extended;

    @BeforeAll
    static void serve() {
        plain = Stubs.plain();
        extended = Stubs.withTheirExtension();
    }

    @AfterAll
    static void stop() {
        plain.close();
        extended.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-key", "other-key"})
    void anyChoiceOfIdsIsAcceptedIfTheRulesAcceptItInEveryMediaType(String key) {
        int accepted = 0;
        for (Choice choice : choices()) {
            int expected = choice.sentTo(extended, key, "json").statusCode();
            accepted += expected == 200 ? 1 : 0;
            for (String syntax : List.of("json", "form", "multipart")) {
                HttpResponse<String> actual = choice.sentTo(plain, key, syntax);
                assertThat(actual.statusCode() == 200)
                        .as("%s by %s as %s: %d and %d", choice, key, syntax, expected, actual.statusCode())
                        .isEqualTo(expected == 200);
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void whatOnlyTheExtensionKnowsSaysWhatToAdd() {
        Choice unknown = new Choice(List.of(101L, 777L), List.of(11L));

        HttpResponse<String> answer = unknown.sentTo(plain, "demo-key", "json");

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("add dev.reevaluate:reevaluate-wiremock to the classpath");
        assertThat(unknown.sentTo(extended, "demo-key", "json").statusCode()).isEqualTo(400);
    }

    // Each pair; and lists, the same ones at each run. All together cost less than the balance
    private static List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        RESULTS.forEach(result -> METRICS.forEach(metric -> choices.add(new Choice(List.of(result), List.of(metric)))));
        Random random = new Random(10);
        for (int i = 0; i < 20; i++) {
            choices.add(new Choice(some(RESULTS.subList(0, 6), random), some(METRICS.subList(0, 4), random)));
        }
        return choices;
    }

    private static List<Long> some(List<Long> ids, Random random) {
        return LongStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(unused -> ids.get(random.nextInt(ids.size())))
                .toList();
    }

    private record Choice(List<Long> results, List<Long> metrics) {

        HttpResponse<String> sentTo(Stubs stubs, String key, String syntax) {
            stubs.startOver();
            return stubs.send(HttpRequest.newBuilder(stubs.uri("/test_framework/v1/results/bulk_evaluate_metrics/"))
                    .header(Contract.KEY_HEADER, key)
                    .header(
                            "Content-Type",
                            switch (syntax) {
                                case "json" -> "application/json";
                                case "form" -> "application/x-www-form-urlencoded";
                                default -> "multipart/form-data; boundary=part";
                            })
                    .POST(BodyPublishers.ofString(
                            switch (syntax) {
                                case "json" -> "{\"result_ids\": %s, \"metric_ids\": %s}".formatted(results, metrics);
                                case "form" -> fields("%s=%d").collect(Collectors.joining("&"));
                                default ->
                                    fields("--part\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%d\r\n")
                                                    .collect(Collectors.joining())
                                            + "--part--\r\n";
                            })));
        }

        private Stream<String> fields(String format) {
            return Stream.concat(
                    results.stream().map(id -> format.formatted("result_ids", id)),
                    metrics.stream().map(id -> format.formatted("metric_ids", id)));
        }
    }
}
