package dev.reevaluate.server.judge;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JudgeConfiguration {

    private static final JudgeAnswer NOT_CONFIGURED = new JudgeAnswer.Failed(
            "This server has no language model to judge with: the operator sets reevaluate.judge.base-url and reevaluate.judge.model.",
            Map.of());

    @Bean
    Judge languageModelJudge(
            JudgeProperties properties,
            ObjectProvider<DemoEndpoint> demo,
            MeterRegistry registry,
            Clock clock,
            Traces traces) {
        DemoEndpoint endpoint = demo.getIfAvailable();
        if (endpoint != null) {
            return traced(
                    new EndpointJudge(
                            endpoint.baseUrl(), DemoEndpoint.MODEL, properties, registry, clock, new SteadyClock()),
                    traces);
        } else if (properties.baseUrl() != null && properties.model() != null) {
            return traced(
                    new EndpointJudge(
                            URI.create(properties.baseUrl()),
                            properties.model(),
                            properties,
                            registry,
                            clock,
                            new SteadyClock()),
                    traces);
        }
        return question -> CompletableFuture.completedStage(NOT_CONFIGURED);
    }

    private static Judge traced(EndpointJudge judge, Traces traces) {
        return traces.areOn() ? new TracedJudge(judge, traces) : judge;
    }

    @Bean
    @ConditionalOnBooleanProperty("reevaluate.judge.demo")
    DemoEndpoint demoJudge() {
        return DemoEndpoint.start();
    }
}
