package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stubs answer, however they are started. */
interface Answers {

    String JSON = "application/json";
    String MULTIPART = "multipart/form-data; boundary=part";

    String url();

    /** A project that is named so has no reevaluate-wiremock on its classpath. */
    default boolean alone() {
        return Path.of("").toAbsolutePath().toString().endsWith("-alone");
    }

    @Test
    default void thePlainestRequestIsAcceptedInEachMediaType() throws Exception {
        String field = "--part\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%d\r\n";
        String parts = field.formatted("result_ids", 101) + field.formatted("metric_ids", 11) + "--part--\r\n";

        assertThat(post("demo-key", JSON, "{\"result_ids\":[101],\"metric_ids\":[11]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("demo-key", "application/x-www-form-urlencoded", "result_ids=101&metric_ids=11")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("demo-key", MULTIPART, parts).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; demo-key; {\"result_ids\":[999],\"metric_ids\":[11]}",
                "400; demo-key; {\"result_ids\":[],\"metric_ids\":[11]}",
                "401; no-key-of-ours; {\"result_ids\":[101],\"metric_ids\":[11]}",
                "403; demo-read-only-key; {\"result_ids\":[101],\"metric_ids\":[11]}"
            })
    default void aRefusalHasItsStatus(int status, String key, String body) throws Exception {
        assertThat(post(key, JSON, body).statusCode()).isEqualTo(status);
    }

    @Test
    default void whereOnlyTheExtensionKnowsTheAnswerNamesIt() throws Exception {
        HttpResponse<String> answer = post("demo-key", JSON, "{\"result_ids\":[101],\"metric_ids\":[\"x\",11,\"y\"]}");

        if (alone()) {
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).contains("add dev.reevaluate:reevaluate-wiremock");
        } else {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"metric_ids\":[\"Item 0: A valid integer is required.\","
                            + "\"Item 2: A valid integer is required.\"]}");
        }
    }

    private HttpResponse<String> post(String key, String mediaType, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url() + "/test_framework/v1/results/bulk_evaluate_metrics/"))
                .header("X-CEKURA-API-KEY", key)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
