package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.notmatched.NotMatchedRenderer;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells whose request no contract covers which contracts come nearest, by their files. */
final class NotCovered extends NotMatchedRenderer {

    @Override
    protected ResponseDefinition render(Admin admin, ServeEvent event) {
        String nearest = admin.findTopNearMissesFor(event.getRequest()).getNearMisses().stream()
                .map(miss -> miss.getStubMapping().getName())
                .collect(Collectors.joining(", "));
        String detail = "No contract covers this request. Nearest: " + nearest + ".";
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(404)
                .withHeader("Content-Type", "application/json")
                .withBody(Json.write(Map.of("detail", detail)))
                .build();
    }
}
