package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.validation.RequestRefused;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the checks refused, before any stub is tried, so that WireMock's journal has such requests too. */
public final class RefusedRequests implements StubRequestFilterV2 {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String getName() {
        return "reevaluate-refused-requests";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        return CheckOutcome.current().orElse(null) instanceof CheckOutcome.Refused refused
                ? RequestFilterAction.stopWith(answer(refused.refusal()))
                : RequestFilterAction.continueWith(request);
    }

    static ResponseDefinition answer(RequestRefused refused) {
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(refused.status())
                .withHeader("Content-Type", "application/json")
                .withBody(JSON.writeValueAsString(refused.body()));
        refused.headers().forEach(answer::withHeader);
        return answer.build();
    }
}
