package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.validation.RequestRefused;
import dev.reevaluate.validation.ValidRequest;
import dev.reevaluate.validation.Wording;
import java.io.ByteArrayInputStream;
import java.net.URI;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers where no contract does and the demo workspace alone tells what the server would say; else the stub's answer
 * stays, a sentence that names what is covered. The stubs of refusals by form name it too: what has passed the checks is
 * right, however much it looks like the pattern of a refusal.
 */
public final class WorldAnswers implements ResponseDefinitionTransformerV2 {

    /** What stubs call it by. */
    public static final String NAME = "reevaluate-world";

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
            DemoWorkspace.Key caller =
                    checks.caller(request.getHeader(checks.contract().keyHeader()));
            ValidRequest valid = checks.validate(asSent(request), caller);
            return answer(valid, asSent(request).path(), caller, event.getResponseDefinition());
        } catch (RequestRefused refused) {
            return answer(refused);
        }
    }

    private ResponseDefinition answer(
            ValidRequest request, String path, DemoWorkspace.Key caller, ResponseDefinition otherwise) {
        return switch (request.operation().id()) {
            case "bulk-evaluate-result-metrics_2" -> {
                rules.accept(request.body(), caller);
                yield ResponseDefinitionBuilder.responseDefinition()
                        .withStatus(200)
                        .withHeader("Content-Length", "0")
                        .build();
            }
            case "results-v1-retrieve" -> {
                if (!checks.world().results(caller).containsKey(idIn(path))) {
                    throw RequestRefused.notFound(Wording.NOT_FOUND);
                }
                yield otherwise;
            }
            default -> otherwise;
        };
    }

    private static ResponseDefinition answer(RequestRefused refused) {
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(refused.status())
                .withHeader("Content-Type", "application/json")
                .withBody(JSON.writeValueAsString(refused.body()));
        refused.headers().forEach(answer::withHeader);
        return answer.build();
    }

    private static dev.reevaluate.validation.Request asSent(Request request) {
        URI uri = URI.create(request.getUrl());
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody();
        return new dev.reevaluate.validation.Request(
                request.getMethod().getName(),
                RequestPath.decoded(uri.getRawPath()),
                uri.getRawQuery(),
                request.getHeader("Content-Type"),
                body.length,
                new ByteArrayInputStream(body));
    }

    // .../{id}/
    private static long idIn(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1));
    }
}
