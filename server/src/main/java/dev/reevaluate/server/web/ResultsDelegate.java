package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.ResultsApiDelegate;
import dev.reevaluate.openapi.model.BulkEvaluateRequest;
import dev.reevaluate.openapi.model.ResultDetail;
import dev.reevaluate.openapi.model.ResultPage;
import dev.reevaluate.openapi.model.Status;
import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.bulk.Refused;
import dev.reevaluate.server.results.Page;
import dev.reevaluate.server.results.ResultFilter;
import dev.reevaluate.server.results.ResultView;
import dev.reevaluate.server.results.Results;
import dev.reevaluate.server.results.Runs;
import dev.reevaluate.validation.RequestRefused;
import dev.reevaluate.validation.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Results: the bulk request, the list, the one that a consumer polls. */
@Component
class ResultsDelegate implements ResultsApiDelegate {

    private static final long LARGEST_PAGE = 100;

    private final CurrentCaller caller;
    private final BulkEvaluation bulk;
    private final BulkMeters meters;
    private final Results results;
    private final Runs runs;
    private final PageLinks links;

    ResultsDelegate(
            CurrentCaller caller, BulkEvaluation bulk, BulkMeters meters, Results results, Runs runs, PageLinks links) {
        this.caller = caller;
        this.bulk = bulk;
        this.meters = meters;
        this.results = results;
        this.runs = runs;
        this.links = links;
    }

    @Override
    public ResponseEntity<Void> bulkEvaluateMetrics(BulkEvaluateRequest request, @Nullable String idempotencyKey) {
        try {
            meters.accepted(evaluate(request, idempotencyKey));
            return ResponseEntity.ok().build();
        } catch (Refused refused) {
            meters.refused(refused.reason());
            throw refused;
        }
    }

    private Accepted evaluate(BulkEvaluateRequest request, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? bulk.evaluate(caller.get(), request.getResultIds(), request.getMetricIds())
                : bulk.evaluateOnce(idempotencyKey, caller.get(), request.getResultIds(), request.getMetricIds());
    }

    @Override
    public ResponseEntity<ResultPage> listResults(
            Long page,
            Long pageSize,
            @Nullable Long agentId,
            @Nullable Long projectId,
            @Nullable String search,
            @Nullable Status status) {
        long size = Math.min(pageSize, LARGEST_PAGE);
        if (page > Long.MAX_VALUE / size) {
            throw RequestRefused.notFound(Wording.INVALID_PAGE);
        }
        ResultFilter filter = new ResultFilter(agentId, projectId, search, Models.known(status));
        Page<ResultView> found = results.page(caller.get(), filter, (page - 1) * size, size);
        if (page > 1 && found.items().isEmpty()) {
            throw RequestRefused.notFound(Wording.INVALID_PAGE);
        }
        boolean last = page * size >= found.count();
        return ResponseEntity.ok(new ResultPage(
                found.count(),
                last ? null : links.to(page + 1),
                page == 1 ? null : links.to(page - 1),
                found.items().stream().map(Models::summary).toList()));
    }

    @Override
    public ResponseEntity<ResultDetail> retrieveResult(Long id) {
        ResultView result =
                results.find(caller.get(), id).orElseThrow(() -> RequestRefused.notFound(Wording.NOT_FOUND));
        return ResponseEntity.ok(Models.detail(result, runs.ofResult(id)));
    }
}
