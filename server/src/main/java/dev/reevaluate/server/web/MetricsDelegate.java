package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.MetricsApiDelegate;
import dev.reevaluate.openapi.model.Metric;
import dev.reevaluate.server.results.Metrics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The metrics that a bulk request can name. */
@Component
class MetricsDelegate implements MetricsApiDelegate {

    private final CurrentCaller caller;
    private final Metrics metrics;

    MetricsDelegate(CurrentCaller caller, Metrics metrics) {
        this.caller = caller;
        this.metrics = metrics;
    }

    @Override
    public ResponseEntity<List<Metric>> listMetrics(@Nullable Long agentId, @Nullable Long projectId) {
        return ResponseEntity.ok(metrics.list(caller.get(), agentId, projectId).stream()
                .map(Models::metric)
                .toList());
    }
}
