package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.RequestsApiDelegate;
import dev.reevaluate.openapi.model.BulkEvaluateRequest;
import dev.reevaluate.openapi.model.Estimate;
import dev.reevaluate.openapi.model.ReevaluationRequest;
import dev.reevaluate.openapi.model.RequestChanges;
import dev.reevaluate.openapi.model.RequestPage;
import dev.reevaluate.openapi.model.RequestState;
import dev.reevaluate.rules.Paging;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.Estimates;
import dev.reevaluate.server.requests.ChangedScore;
import dev.reevaluate.server.requests.ChangesRetention;
import dev.reevaluate.server.requests.RequestComparison;
import dev.reevaluate.server.requests.RequestRegister;
import dev.reevaluate.server.requests.RequestView;
import dev.reevaluate.server.results.Page;
import dev.reevaluate.server.work.Cancellation;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Accepted requests: their progress, what they changed, and their end before time; and what one would cost. */
@Component
class RequestsDelegate implements RequestsApiDelegate {

    private final CurrentCaller current;
    private final RequestRegister requests;
    private final RequestComparison comparison;
    private final ChangesRetention retention;
    private final Cancellation cancellation;
    private final Estimates estimates;
    private final PageLinks links;

    RequestsDelegate(
            CurrentCaller current,
            RequestRegister requests,
            RequestComparison comparison,
            ChangesRetention retention,
            Cancellation cancellation,
            Estimates estimates,
            PageLinks links) {
        this.current = current;
        this.requests = requests;
        this.comparison = comparison;
        this.retention = retention;
        this.cancellation = cancellation;
        this.estimates = estimates;
        this.links = links;
    }

    @Override
    public ResponseEntity<RequestPage> listRequests(Long page, Long pageSize, @Nullable RequestState state) {
        Paging asked = links.asked(page, pageSize);
        Page<RequestView> found =
                requests.page(current.get(), RequestModels.known(state), asked.offset(), asked.size());
        asked.requireElements(found.items().size());
        return ResponseEntity.ok(new RequestPage(
                found.count(),
                asked.next(found.count(), links::to),
                asked.previous(links::to),
                found.items().stream().map(RequestModels::request).toList()));
    }

    @Override
    public ResponseEntity<ReevaluationRequest> retrieveRequest(Long id) {
        return ResponseEntity.ok(detail(find(id)));
    }

    @Override
    public ResponseEntity<ReevaluationRequest> cancelRequest(Long id) {
        find(id);
        cancellation.cancel(current.get().organization(), id);
        return ResponseEntity.ok(detail(find(id)));
    }

    @Override
    public ResponseEntity<RequestChanges> listChanges(Long id, Long page, Long pageSize, @Nullable Long metricId) {
        RequestView request = find(id);
        if (!retention.keeps(request)) {
            throw RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND);
        }
        long organization = current.get().organization();
        Paging asked = links.asked(page, pageSize);
        Page<ChangedScore> found = comparison.page(organization, request.id(), metricId, asked.offset(), asked.size());
        asked.requireElements(found.items().size());
        return ResponseEntity.ok(new RequestChanges(
                comparison.byMetric(organization, request).stream()
                        .map(RequestModels::metric)
                        .toList(),
                found.count(),
                asked.next(found.count(), links::to),
                asked.previous(links::to),
                found.items().stream().map(RequestModels::change).toList()));
    }

    @Override
    public ResponseEntity<Estimate> estimate(BulkEvaluateRequest request) {
        Caller caller = current.get();
        return ResponseEntity.ok(RequestModels.estimate(
                estimates.estimate(caller, request.getResultIds(), request.getMetricIds()), caller.project() == null));
    }

    private RequestView find(long id) {
        return requests.find(current.get(), id)
                .orElseThrow(() -> RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND));
    }

    private ReevaluationRequest detail(RequestView request) {
        return RequestModels.request(request)
                .waiting(requests.waiting(request.id()).stream()
                        .map(RequestModels::count)
                        .toList())
                .failures(requests.failures(request.id()).stream()
                        .map(RequestModels::count)
                        .toList());
    }
}
