package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cloud.contract.stubrunner.junit.StubRunnerExtension;
import org.springframework.cloud.contract.stubrunner.spring.StubRunnerProperties.StubsMode;

class LocalCallerTest {

    @RegisterExtension
    static final StubRunnerExtension STUBS = new StubRunnerExtension()
            .downloadStub("dev.reevaluate", "reevaluate-contracts")
            .stubsMode(StubsMode.LOCAL);

    @Test
    void isAccepted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(STUBS.findStubUrl("reevaluate-contracts")
                        + "/test_framework/v1/results/bulk_evaluate_metrics/"))
                .header("X-CEKURA-API-KEY", "demo-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"result_ids\": [101], \"metric_ids\": [11]}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
