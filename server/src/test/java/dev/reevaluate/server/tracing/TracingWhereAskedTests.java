package dev.reevaluate.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Without an endpoint there is no tracing, and no trace of it in the log. */
class TracingWhereAskedTests {

    private static final String SDK =
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration";
    private static final String TRACING =
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration";
    private static final String FLYWAY = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final TracingWhereAsked tracing = new TracingWhereAsked();

    @Test
    void withoutAnEndpointNothingOfItIsThere() {
        tracing.postProcessEnvironment(environment, new SpringApplication());

        assertThat(Stream.of(SDK, TRACING, FLYWAY).filter(tracing::matches)).containsExactly(FLYWAY);
        assertThat(environment.getProperty("logging.expect-correlation-id")).isEqualTo("false");
    }

    @Test
    void withAnEndpointItIsLeftToSpringBoot() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of(TracingWhereAsked.ENDPOINT, "http://localhost:4318/v1/traces")));
        tracing.postProcessEnvironment(environment, new SpringApplication());

        assertThat(Stream.of(SDK, TRACING, FLYWAY)).allMatch(tracing::matches);
        assertThat(environment.getProperty("logging.expect-correlation-id")).isNull();
    }
}
