package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.reevaluate.validation.OpenApiContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this is, at {@code /}, and what that links to: the contract, and the guide of the stubs. */
final class FrontPages implements StubRequestFilterV2 {

    private static final String FRONT = """
            Reevaluate mock: answers as a new Reevaluate server with %s does. What it accepts runs at
            the first look, and is completed from the next one on.

              /openapi.yaml        the contract; its API page, /docs/, is the server's
              /STUBS.md            what to send to get which answer
              /__admin/mappings    the stubs; the rest of WireMock's admin API is beside it

            Send the header X-CEKURA-API-KEY: %s with each request. With Prefer: code=503 you choose the answer.
            """;

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Map<String, Page> pages;

    /** Takes the text of the guide, and the document of the world; null for the demo. */
    FrontPages(String guide, @Nullable Path workspace) {
        String front = workspace == null
                ? FRONT.formatted("the demo workspace", "demo-key")
                : FRONT.formatted(workspace.getFileName(), "KEY, one of the document's,");
        pages = Map.of(
                "/", new Page("text/plain;charset=UTF-8", front),
                "/openapi.yaml",
                        new Page(
                                "application/yaml;charset=UTF-8",
                                OpenApiContract.load().yaml()),
                "/STUBS.md", new Page("text/markdown;charset=UTF-8", guide));
    }

    @Override
    public String getName() {
        return "reevaluate-front-pages";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        Page page = READING.contains(request.getMethod().getName())
                ? pages.get(request.getUrl().split("\\?", 2)[0])
                : null;
        return page == null
                ? RequestFilterAction.continueWith(request)
                : RequestFilterAction.stopWith(ResponseDefinitionBuilder.responseDefinition()
                        .withStatus(200)
                        .withHeader("Content-Type", page.type())
                        .withBody(page.text())
                        .build());
    }

    private record Page(String type, String text) {}
}
