package dev.reevaluate.server.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Spans of work that one request leads to, on whatever thread or instance. They hold ids, counts and outcomes: never a key,
 * a body, a transcript, a prompt or an answer, and of an exception its class alone.
 */
@Component
public class Traces {

    private static final String PARENT = "00-%s-%s-01";
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private final @Nullable Tracer tracer;

    Traces(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer.getIfAvailable();
    }

    /** Returns whether there is anybody to trace for. */
    public boolean areOn() {
        return tracer != null;
    }

    /** Returns the current span as a W3C traceparent, to be kept for {@link #under}; null where none is recorded. */
    public @Nullable String current() {
        Span span = tracer == null ? null : tracer.currentSpan();
        return span == null || !Boolean.TRUE.equals(span.context().sampled())
                ? null
                : PARENT.formatted(span.context().traceId(), span.context().spanId());
    }

    /** Does the work in a span under the one that was kept. */
    public <T> T under(String kept, String name, Map<String, Long> numbers, Supplier<T> work) {
        if (tracer == null) {
            return work.get();
        }
        TraceContext parent = tracer.traceContextBuilder()
                .traceId(kept.substring(TRACE_ID, SPAN_ID - 1))
                .spanId(kept.substring(SPAN_ID, FLAGS - 1))
                .sampled(true)
                .build();
        Span.Builder builder = tracer.spanBuilder().setParent(parent).name(name);
        numbers.forEach((key, number) -> builder.tag(key, number.longValue()));
        Span span = builder.start();
        try {
            return in(tracer, span, work);
        } catch (RuntimeException e) {
            failed(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Does the work in a span under the current one, which is current again for what is done with the result. */
    public <T> CompletionStage<T> child(String name, Supplier<CompletionStage<T>> work, Function<T, String> outcome) {
        Span parent = tracer == null ? null : tracer.currentSpan();
        if (tracer == null || parent == null) {
            return work.get();
        }
        Tracer here = tracer;
        Span span = here.spanBuilder().setParent(parent.context()).name(name).start();
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletionStage<T> unused = work.get().whenComplete((value, failure) -> {
            if (failure == null) {
                span.tag("outcome", outcome.apply(value));
            } else {
                failed(span, failure);
            }
            span.end();
            in(here, parent, () -> failure == null ? result.complete(value) : result.completeExceptionally(failure));
        });
        return result;
    }

    private static <T> T in(Tracer tracer, Span span, Supplier<T> work) {
        Tracer.SpanInScope scope = tracer.withSpan(span);
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    // Its message may quote anything.
    static void failed(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.tag("error", failure.getClass().getName());
        }
    }
}
