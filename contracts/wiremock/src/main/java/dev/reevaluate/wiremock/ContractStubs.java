package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the stubs of the contracts match by what the checks found, instead of reading the request again, each with its own
 * regular expressions. A stub that asks for something else than its file did is left alone.
 */
public final class ContractStubs implements StubLifecycleListener {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String getName() {
        return "reevaluate-contract-stubs";
    }

    @Override
    public void beforeStubCreated(StubMapping stub) {
        metadata(stub).ifPresent(metadata -> {
            ObjectNode request = (ObjectNode) JSON.readTree(Json.write(stub.getRequest()));
            if (metadata.describes(request)) {
                JsonNode rest = metadata.knowsBody() ? request.without(StubMetadata.BODY_PATTERNS) : request;
                stub.setRequest(new ContractRequestPattern(
                        stub.getRequest(), Json.read(rest.toString(), RequestPattern.class), metadata));
            }
        });
    }

    /** What the stub says about itself; empty where it is of no contract. */
    static Optional<StubMetadata> metadata(StubMapping stub) {
        return stub.getMetadata() == null || !stub.getMetadata().containsKey(StubMetadata.NAME)
                ? Optional.empty()
                : Optional.of(new StubMetadata(
                        JSON.readTree(Json.write(stub.getMetadata().get(StubMetadata.NAME)))));
    }
}
