package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.rules.BalanceAccess;
import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers where no contract does and the demo workspace alone tells what the server would say; else the stub's answer
 * stays, a sentence that names what is covered. The stubs of refusals by form name it too: what has passed the checks is
 * right, however much it looks like the pattern of a refusal.
 */
public final class FallbackResponder implements ResponseDefinitionTransformerV2 {

    /** What stubs call it by. */
    public static final String NAME = "reevaluate-world";

    /** What the parameter of a stub is called that holds the elements of the recorded answers. */
    public static final String RECORDED = "recorded";

    /** What a stub says that would know more with this. */
    public static final String TO_ADD = "To get what a new server answers, add dev.reevaluate:reevaluate-wiremock"
            + " to the classpath of the WireMock that serves the stubs. ";

    private static final JsonMapper JSON = new JsonMapper();

    private final ContractChecks checks = ContractChecks.load();
    private final BulkRules rules = new BulkRules(checks.world());

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        try {
            CheckOutcome outcome = CheckOutcome.current().orElseGet(() -> check(request));
            return outcome instanceof CheckOutcome.Passed passed
                    ? answer(passed, event).orElseGet(() -> known(event.getResponseDefinition()))
                    : event.getResponseDefinition();
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

    private CheckOutcome check(Request request) {
        MockWorkspace.Key caller =
                checks.caller(values(request.header(checks.contract().keyHeader())));
        dev.reevaluate.validation.Request sent = asSent(request);
        return CheckOutcome.Passed.of(checks.validate(sent, caller), sent.path(), caller, null);
    }

    private Optional<ResponseDefinition> answer(CheckOutcome.Passed passed, ServeEvent event) {
        Request request = event.getRequest();
        ValidRequest valid = passed.request();
        MockWorkspace.Key caller = passed.caller();
        Supplier<RecordedReads> reads = () -> new RecordedReads(
                checks.world(),
                caller,
                recorded(event.getResponseDefinition()),
                name -> value(request, valid.operation(), name));
        return switch (valid.operation().id()) {
            case "bulk-evaluate-result-metrics_2" -> {
                rules.accept(valid.body(), caller);
                yield Optional.of(RefusedRequests.accepted());
            }
            case "results-v1-retrieve" -> {
                if (!checks.world().results(caller).containsKey(idIn(passed.path()))) {
                    throw RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND);
                }
                yield Optional.empty();
            }
            case "results-v1-list" ->
                reads.get()
                        .results(valid.operation(), page -> link(request, page))
                        .map(FallbackResponder::ok);
            case "metrics-v1-list" -> reads.get().metrics().map(FallbackResponder::ok);
            case "runs-v1-bulk-retrieve" -> reads.get().runs().map(FallbackResponder::ok);
            case "billing-info-retrieve" -> {
                BalanceAccess.check(
                        caller.organization(),
                        caller.ofProject(),
                        value(request, valid.operation(), "organization_id")
                                .map(Long::valueOf)
                                .orElse(null));
                yield Optional.empty();
            }
            case "estimates-create" -> Optional.of(ok(rules.estimate(valid.body(), caller)));
            case "requests-list" -> Optional.of(ok(reads.get().noRequests(valid.operation())));
            case "requests-retrieve", "requests-changes", "requests-cancel" ->
                throw RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND);
            default -> Optional.empty();
        };
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

    // What the contracts of the operation have recorded, as the stub carries it along
    private static List<JsonNode> recorded(ResponseDefinition stub) {
        Parameters parameters = stub.getTransformerParameters();
        return parameters == null || !parameters.containsKey(RECORDED)
                ? List.of()
                : List.copyOf(
                        JSON.<JsonNode>valueToTree(parameters.get(RECORDED)).values());
    }

    // The same request, for another page
    private static String link(Request request, long page) {
        String url = request.getAbsoluteUrl();
        String others = url.replaceFirst("([?&])page=[^&]*&?", "$1").replaceFirst("[?&]$", "");
        return others + (others.contains("?") ? "&" : "?") + "page=" + page;
    }

    private static ResponseDefinition ok(JsonNode body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(200)
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

    // .../{id}/
    private static long idIn(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1));
    }
}
