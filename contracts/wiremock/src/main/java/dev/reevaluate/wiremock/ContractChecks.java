package dev.reevaluate.wiremock;

import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestKey;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.RequestValidator;
import dev.reevaluate.validation.ValidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The checks that the server makes, for the keys of a workspace.
 *
 * @param contract what requests are held to
 * @param world whose keys are known
 * @param validator the server's
 */
public record ContractChecks(OpenApiContract contract, MockWorkspace world, RequestValidator validator) {

    /** Returns the checks for the demo. */
    public static ContractChecks load() {
        return of(MockWorkspace.demo());
    }

    /** Returns the checks for the world. */
    public static ContractChecks of(MockWorkspace world) {
        OpenApiContract contract = OpenApiContract.load();
        return new ContractChecks(
                contract, world, new RequestValidator(contract, RequestValidator.DEFAULT_MAX_BODY_SIZE));
    }

    /** Returns whether the path is the contract's to answer; whatever else WireMock serves is not ours. */
    boolean concern(String path) {
        return contract.concerns(path);
    }

    /**
     * Returns whose the key is.
     *
     * @param sent the key's header, as often as it came
     * @throws RequestRefusedException when it is nobody's
     */
    public MockWorkspace.Key caller(List<String> sent) {
        return world.key(RequestKey.of(contract, sent))
                .orElseThrow(() -> RequestRefusedException.unknownKey(contract.keyHeader()));
    }

    /**
     * Returns what the request asks for.
     *
     * @throws RequestRefusedException when the contract has something against it
     */
    public ValidRequest validate(Request request, MockWorkspace.Key caller) {
        try {
            return validator.validate(request, caller.readOnly());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
