package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.validation.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what the checks refused, and what was accepted under its idempotency key before, without trying a stub, so that
 * WireMock's journal has such requests too.
 */
public final class RefusedRequests implements StubRequestFilterV2 {

    /** The header that names an accepted request. */
    static final String NUMBER = "Reevaluate-Request";

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String getName() {
        return "reevaluate-refused-requests";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        @Nullable CheckOutcome outcome = CheckOutcome.current().orElse(null);
        if (outcome instanceof CheckOutcome.Refused refused) {
            return RequestFilterAction.stopWith(answer(refused.refusal()));
        } else if (outcome instanceof CheckOutcome.Repeated repeated) {
            return RequestFilterAction.stopWith(accepted(repeated.number()));
        }
        return RequestFilterAction.continueWith(request);
    }

    static ResponseDefinition accepted(long number) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(200)
                .withHeader("Content-Length", "0")
                .withHeader("Location", "/reevaluate/v1/requests/" + number + "/")
                .withHeader(NUMBER, String.valueOf(number))
                .build();
    }

    static ResponseDefinition answer(RequestRefusedException refused) {
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(refused.status())
                .withHeader("Content-Type", "application/json")
                .withBody(JSON.writeValueAsString(refused.body()));
        refused.headers().forEach(answer::withHeader);
        return answer.build();
    }
}
