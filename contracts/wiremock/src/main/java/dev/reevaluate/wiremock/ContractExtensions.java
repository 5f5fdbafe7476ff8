package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import java.util.List;

/** These extensions, for who lists them instead of letting WireMock find them. */
public final class ContractExtensions {

    private ContractExtensions() {}

    /**
     * All of them, for the demo.
     *
     * @param allowedOrigins pages that may call from a browser, or {@code *} for all
     */
    public static List<Extension> all(List<String> allowedOrigins) {
        return all(allowedOrigins, MockWorkspace.demo());
    }

    /**
     * All of them.
     *
     * @param allowedOrigins pages that may call from a browser, or {@code *} for all
     * @param world whose keys, results and metrics are known; contracts tell of the demo alone
     */
    public static List<Extension> all(List<String> allowedOrigins, MockWorkspace world) {
        ContractChecks checks = ContractChecks.of(world);
        return List.of(
                new CheckingServer(allowedOrigins, checks),
                new PreferredAnswers(),
                new RefusedRequests(),
                new ContractStubs(),
                new FallbackResponder(checks));
    }
}
