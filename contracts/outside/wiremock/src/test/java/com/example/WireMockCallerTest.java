package com.example;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WireMockCallerTest {

    @RegisterExtension
    static final WireMockExtension STUBS = WireMockExtension.newInstance()
            .options(options()
                    .dynamicPort()
                    .extensionScanningEnabled(true)
                    .usingFilesUnderClasspath("META-INF/dev.reevaluate/reevaluate-contracts/1.0.0-SNAPSHOT"))
            .build();

    @Test
    void isAccepted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(STUBS.baseUrl() + "/test_framework/v1/results/bulk_evaluate_metrics/"))
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
