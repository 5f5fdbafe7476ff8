package dev.reevaluate.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;

/** With an endpoint to send traces to, a request, its slices and the judge's answers are one trace, which tells no secrets. */
@ServerTest
@Import(TracesTests.Exporter.class)
@TestPropertySource(
        properties = {
            "management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:1/v1/traces",
            // Into the memory instead
            "management.tracing.export.otlp.enabled=false",
            "management.tracing.sampling.probability=1.0",
            "reevaluate.judge.demo=true"
        })
class TracesTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Exporter {

        @Bean
        InMemorySpanExporter memory() {
            return InMemorySpanExporter.create();
        }
    }

    private static final String SECRET = "s3cr3t";
    private static final String KEY = SECRET + "-key-9b1c5e0a7d2f4486a3c01e5b";

    private final World world;
    private final InMemorySpanExporter exported;
    private final OpenTelemetrySdk sdk;
    private final RestClient client;

    @Autowired
    TracesTests(World world, InMemorySpanExporter exported, OpenTelemetrySdk sdk, @LocalServerPort int port) {
        this.world = world;
        this.exported = exported;
        this.sdk = sdk;
        this.client = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory())
                .baseUrl("http://localhost:" + port)
                .defaultHeader("X-CEKURA-API-KEY", KEY)
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    @BeforeEach
    void twoRunsToJudge() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                api_keys: [{key: %s, organization: 1}]
                projects: [{id: 1, organization: 1, name: First}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                  - {id: 11, project: 1, name: s3cr3t metric, eval_type: binary, type: llm_judge, prompt: s3cr3t prompt, agents: [1]}
                results: [{id: 1, agent: 1, name: s3cr3t result}]
                runs:
                  - {id: 1001, result: 1, status: completed, transcript_object: [{role: Main Agent, content: s3cr3t words, start_time: 0, end_time: 1}]}
                  - {id: 1002, result: 1, status: completed, transcript_object: [{role: Main Agent, content: s3cr3t words, start_time: 0, end_time: 1}]}
                """.formatted(KEY));
        spans();
        exported.reset();
    }

    @Test
    void aRequestItsSlicesAndTheJudgesAnswersAreOneTrace() {
        post("{\"result_ids\": [1], \"metric_ids\": [11], \"note\": \"s3cr3t\"}");
        world.work();

        List<SpanData> spans = spans();
        SpanData request = named(spans, "http post /test_framework/v1/results/bulk_evaluate_metrics/");
        SpanData slice = named(spans, "evaluate slice");
        List<SpanData> questions = spans.stream()
                .filter(span -> span.getName().equals("ask judge"))
                .toList();

        assertThat(slice.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(questions).hasSize(2).allSatisfy(question -> {
            assertThat(question.getTraceId()).isEqualTo(request.getTraceId());
            assertThat(question.getParentSpanId()).isEqualTo(slice.getSpanId());
            assertThat(question.getAttributes().toString()).contains("outcome=\"verdict\"");
        });
        assertThat(slice.getAttributes().toString()).contains("reevaluate.result=1", "reevaluate.runs=2");
        assertThat(spans).extracting(SpanData::toString).noneMatch(span -> span.contains(SECRET));
    }

    @Test
    void whatFailsInsideTheServerIsNamedByItsClassAlone() {
        world.change("alter table metric_agent rename to lost");
        try {
            post("{\"result_ids\": [1], \"metric_ids\": [11], \"note\": \"s3cr3t\"}");
        } finally {
            world.change("alter table lost rename to metric_agent");
        }

        List<SpanData> spans = spans();
        assertThat(spans).isNotEmpty().allSatisfy(span -> {
            assertThat(span.getEvents()).isEmpty();
            assertThat(span.toString()).doesNotContain(SECRET, "metric_agent");
        });
        assertThat(world.count("request_trace")).isZero();
    }

    private void post(String body) {
        client.post()
                .uri("/test_framework/v1/results/bulk_evaluate_metrics/?note=s3cr3t")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }

    private List<SpanData> spans() {
        sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
        return exported.getFinishedSpanItems();
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in "
                        + spans.stream().map(SpanData::getName).toList()));
    }
}
