package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.ResultsApiDelegate;
import dev.reevaluate.openapi.model.BulkEvaluateRequest;
import dev.reevaluate.openapi.model.ResultDetail;
import dev.reevaluate.openapi.model.ResultPage;
import dev.reevaluate.openapi.model.Status;
import dev.reevaluate.rules.Paging;
import dev.reevaluate.server.bulk.Accepted;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.bulk.BulkRefusedException;
import dev.reevaluate.server.results.Page;
import dev.reevaluate.server.results.ResultFilter;
import dev.reevaluate.server.results.ResultView;
import dev.reevaluate.server.results.Results;
import dev.reevaluate.server.results.Runs;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Results: the bulk request, the list, the one that a consumer polls. */
@Component
class ResultsDelegate implements ResultsApiDelegate {

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
            Accepted accepted = evaluate(request, idempotencyKey);
            meters.accepted(accepted);
            return ResponseEntity.ok().headers(naming(accepted)).build();
        } catch (BulkRefusedException refused) {
            meters.refused(refused.reason());
            throw refused;
        }
    }

    private static HttpHeaders naming(Accepted accepted) {
        HttpHeaders headers = new HttpHeaders();
        if (accepted.request() != null) {
            headers.set(HttpHeaders.LOCATION, "/reevaluate/v1/requests/%s/".formatted(accepted.request()));
            headers.set("Reevaluate-Request", accepted.request().toString());
        }
        return headers;
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
        Paging asked = links.asked(page, pageSize);
        ResultFilter filter = new ResultFilter(agentId, projectId, search, Models.known(status));
        Page<ResultView> found = results.page(caller.get(), filter, asked.offset(), asked.size());
        asked.requireElements(found.items().size());
        return ResponseEntity.ok(new ResultPage(
                found.count(),
                asked.next(found.count(), links::to),
                asked.previous(links::to),
                found.items().stream().map(Models::summary).toList()));
    }

    @Override
    public ResponseEntity<ResultDetail> retrieveResult(Long id) {
        ResultView result = results.find(caller.get(), id)
                .orElseThrow(() -> RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND));
        return ResponseEntity.ok(Models.detail(result, runs.ofResult(id)));
    }
}
