package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import java.util.List;

/** These extensions, for who lists them instead of letting WireMock find them. */
public final class ContractExtensions {

    private ContractExtensions() {}

    /**
     * All of them.
     *
     * @param allowedOrigins pages that may call from a browser, or {@code *} for all
     */
    public static List<Extension> all(List<String> allowedOrigins) {
        return List.of(
                new CheckingServer(allowedOrigins),
                new PreferredAnswers(),
                new RefusedRequests(),
                new ContractStubs(),
                new FallbackResponder());
    }
}
