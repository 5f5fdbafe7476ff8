package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.reevaluate.rules.Paging;
import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers where no contract does, or where what was accepted before makes the answer of a contract outdated: by the rules over
 * the world, and by what was accepted. A stub that somebody added or edited stays as it is. The stubs of refusals by form name
 * this too: what has passed the checks is right, however much it looks like the pattern of a refusal.
 */
public final class FallbackResponder implements ResponseDefinitionTransformerV2, StubLifecycleListener {

    /** What stubs call it by. */
    public static final String NAME = "reevaluate-world";

    /** What a stub says that would know more with this. */
    public static final String TO_ADD = "To get what a new server answers, add dev.reevaluate:reevaluate-wiremock"
            + " to the classpath of the WireMock that serves the stubs. ";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BULK = "bulk-evaluate-result-metrics_2";
    private static final String RESULT = "results-v1-retrieve";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ContractChecks checks;
    private final MockScores scores = new MockScores();

    /** Answers as a new server with the demo. */
    public FallbackResponder() {
        this(ContractChecks.load());
    }

    FallbackResponder(ContractChecks checks) {
        this.checks = checks;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    /** Keeps the scores and the ends that contracts recorded. */
    @Override
    public void afterStubCreated(StubMapping stub) {
        if (checks.world().isDemo()
                && stub.getResponse().getStatus() == OK
                && ContractStubs.metadata(stub)
                        .flatMap(StubMetadata::operation)
                        .filter(RESULT::equals)
                        .isPresent()) {
            JsonNode result = JSON.readTree(stub.getResponse().getBody());
            scores.keep(result);
            if (stub.isInScenario()) {
                scores.keepEnd(stub.getScenarioName(), result);
            }
        }
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        ResponseDefinition stub = event.getResponseDefinition();
        boolean isAsked =
                stub.getTransformers() != null && stub.getTransformers().contains(NAME);
        try {
            if (CheckOutcome.current().isEmpty() && !isAsked) {
                return stub;
            }
            CheckOutcome outcome = CheckOutcome.current().orElseGet(() -> check(event.getRequest()));
            return outcome instanceof CheckOutcome.Passed passed ? answer(passed, event, isAsked) : stub;
        } catch (RequestRefusedException refused) {
            return RefusedRequests.answer(refused);
        }
    }

    // This is there, and knows no more
    private static ResponseDefinition known(ResponseDefinition stub) {
        return stub.getBody() == null || !stub.getBody().contains(TO_ADD)
                ? stub
                : ResponseDefinitionBuilder.like(stub)
                        .withBody(stub.getBody().replace(TO_ADD, ""))
                        .build();
    }

    // Where no filter has checked, nothing is remembered
    private CheckOutcome check(Request request) {
        MockWorkspace.Key caller =
                checks.caller(values(request.header(checks.contract().keyHeader())));
        dev.reevaluate.validation.Request sent = asSent(request);
        ValidRequest valid = checks.validate(sent, caller);
        return new CheckOutcome.Passed(
                valid,
                sent.path(),
                caller,
                new CheckedBody(valid.body()),
                null,
                checks.world(),
                new AcceptedRequests(null));
    }

    private ResponseDefinition answer(CheckOutcome.Passed passed, ServeEvent event, boolean isAsked) {
        ResponseDefinition stub = event.getResponseDefinition();
        if (passed.request().operation().id().equals(BULK)) {
            return accept(passed, event, isAsked);
        }
        // Whatever was accepted, an outage stays one
        boolean byContract =
                event.getStubMapping().getRequest() instanceof ContractRequestPattern && stub.getStatus() < UNAVAILABLE;
        return isAsked || byContract
                ? new WorldAnswers(passed, reads(passed, event.getRequest()), !isAsked, story(event.getStubMapping()))
                        .answer()
                        .map(FallbackResponder::ok)
                        .orElseGet(() -> known(stub))
                : stub;
    }

    private static @Nullable String story(StubMapping step) {
        return step.getRequiredScenarioState() == null ? null : step.getScenarioName();
    }

    // Whoever accepts it: a contract, a stub of one's own, or the rules
    private static ResponseDefinition accept(CheckOutcome.Passed passed, ServeEvent event, boolean isAsked) {
        ResponseDefinition stub = event.getResponseDefinition();
        BulkRules rules = new BulkRules(passed.world());
        if (isAsked) {
            rules.accept(passed.body(), passed.caller());
        } else if (stub.getStatus() != OK || stub.getFault() != null || !rules.know(passed)) {
            return stub;
        }
        ResponseDefinition named = RefusedRequests.accepted(
                passed.accepted().add(passed, event.getStubMapping().getScenarioName(), rules.touched(passed)));
        boolean namesOne = stub.getHeaders() != null
                && stub.getHeaders().getHeader(RefusedRequests.NUMBER).isPresent();
        if (isAsked || !namesOne) {
            return isAsked ? named : stub;
        }
        return ResponseDefinitionBuilder.like(stub)
                .but()
                .withHeaders(named.getHeaders())
                .build();
    }

    private WorldReads reads(CheckOutcome.Passed passed, Request request) {
        Operation operation = passed.request().operation();
        return new WorldReads(
                passed.world(),
                passed.accepted(),
                scores,
                passed.caller(),
                operation,
                name -> value(request, operation, name),
                page -> link(request, page));
    }

    // As it was sent; or its default, where it was not, or was sent empty
    private static Optional<String> value(Request request, Operation operation, String parameter) {
        QueryParameter sent = request.queryParameter(parameter);
        return sent.isPresent() && !sent.firstValue().isEmpty()
                ? Optional.of(sent.firstValue())
                : operation.query().stream()
                        .filter(declared -> declared.name().equals(parameter))
                        .flatMap(declared -> declared.defaultValue().stream())
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asString)
                        .findFirst();
    }

    // The same request, for another page
    private static String link(Request request, long page) {
        String[] url = request.getAbsoluteUrl().split("\\?", 2);
        return url[0] + "?" + Paging.query(url.length > 1 ? url[1] : null, page);
    }

    private static ResponseDefinition ok(JsonNode body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(OK)
                .withHeader("Content-Type", "application/json")
                .withBody(body.toString())
                .build();
    }

    private static dev.reevaluate.validation.Request asSent(Request request) {
        URI uri = URI.create(request.getUrl());
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody();
        return new dev.reevaluate.validation.Request(
                request.getMethod().getName(),
                DecodedPath.of(uri.getRawPath()),
                uri.getRawQuery(),
                name -> values(request.header(name)),
                body.length,
                new ByteArrayInputStream(body));
    }

    private static List<String> values(HttpHeader header) {
        return header.isPresent() ? header.values() : List.of();
    }
}
