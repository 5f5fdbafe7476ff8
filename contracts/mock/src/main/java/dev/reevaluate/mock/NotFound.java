package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.notmatched.NotMatchedRenderer;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.wiremock.ServerConnector;

/** What lies outside of the contract's paths is answered as the server does, and not by WireMock's own page. */
final class NotFound extends NotMatchedRenderer {

    @Override
    protected ResponseDefinition render(Admin admin, ServeEvent event) {
        String[] url = event.getRequest().getUrl().split("\\?", 2);
        boolean readable = ServerConnector.takes(url[0], url.length < 2 ? "" : url[1]);
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(readable ? 404 : 400)
                .withHeader("Content-Type", "application/json")
                .withBody(
                        readable
                                ? "{\"detail\":\"" + ProtocolTexts.NOT_FOUND + "\"}"
                                : "{\"%s\":[\"%s\"]}".formatted(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED))
                .build();
    }
}
