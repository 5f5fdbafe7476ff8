package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class ContainerCallerTest {

    @Container
    static final GenericContainer<?> MOCK = new GenericContainer<>("reevaluate/mock:1.0.0-SNAPSHOT")
            .withExposedPorts(8090)
            .waitingFor(Wait.forHttp("/__admin/health"));

    @Test
    void isAccepted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + MOCK.getHost() + ":"
                        + MOCK.getMappedPort(8090) + "/test_framework/v1/results/bulk_evaluate_metrics/"))
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
