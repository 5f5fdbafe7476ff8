package dev.reevaluate.server.work;

import dev.reevaluate.server.tracing.Traces;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the trace of a bulk request, so that its slices join it wherever they are evaluated. */
@Component
class RequestTraces {

    private final Traces traces;
    private final JdbcClient jdbc;

    RequestTraces(Traces traces, JdbcClient jdbc) {
        this.traces = traces;
        this.jdbc = jdbc;
    }

    /** Keeps the current span, in the transaction that records the request. */
    void keep(long request) {
        String span = traces.current();
        if (span != null) {
            jdbc.sql("insert into request_trace (request_id, traceparent) values (:request, :span)")
                    .param("request", request)
                    .param("span", span)
                    .update();
        }
    }

    /** Does the slice's work in a span of its request's trace, if that has one. */
    <T> T of(Slice slice, Supplier<T> work) {
        if (!traces.areOn()) {
            return work.get();
        }
        return jdbc.sql("select traceparent from request_trace where request_id = ?")
                .param(slice.requestId())
                .query(String.class)
                .optional()
                .map(kept -> traces.under(kept, "evaluate slice", numbers(slice), work))
                .orElseGet(work);
    }

    private static Map<String, Long> numbers(Slice slice) {
        return Map.of(
                "reevaluate.request", slice.requestId(),
                "reevaluate.organization", slice.organizationId(),
                "reevaluate.result", slice.resultId(),
                "reevaluate.slice", slice.id(),
                "reevaluate.runs", (long) slice.openRunIds().size(),
                "reevaluate.metrics", (long) slice.metricIds().size());
    }
}
