package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.notmatched.NotMatchedRenderer;
import dev.reevaluate.validation.ProtocolTexts;

/** What lies outside of the contract's paths is answered as the server does, and not by WireMock's own page. */
final class NotFound extends NotMatchedRenderer {

    @Override
    protected ResponseDefinition render(Admin admin, ServeEvent event) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(404)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"detail\":\"" + ProtocolTexts.NOT_FOUND + "\"}")
                .build();
    }
}
