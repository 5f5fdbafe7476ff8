package dev.reevaluate.server.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Boot's own spans, such as that of a request, without the messages of exceptions: these may quote what was sent. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("management.opentelemetry.tracing.export.otlp.endpoint")
class TracingConfiguration {

    @Bean
    PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> receivedRequests(
            Tracer tracer, Propagator propagator) {
        return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator) {
            @Override
            public void onError(ReceiverContext<?> context) {
                Traces.failed(getRequiredSpan(context), context.getError());
            }
        };
    }

    @Bean
    DefaultTracingObservationHandler otherObservations(Tracer tracer) {
        return new DefaultTracingObservationHandler(tracer) {
            @Override
            public void onError(Observation.Context context) {
                Traces.failed(getRequiredSpan(context), context.getError());
            }
        };
    }
}
