package dev.reevaluate.contracts;

import dev.reevaluate.contracttests.junit.ContractTest;
import dev.reevaluate.contracttests.junit.ObservedState;
import dev.reevaluate.contracttests.junit.ServerUnderTest;
import dev.reevaluate.stubs.Stubs;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The server answers every case as openapi.yaml says, what it refuses changes nothing, and the mock answers the same. */
@ContractTest(document = "openapi.yaml", policy = "contract-policy.yaml")
class ConformanceTest extends RunningServer implements ServerUnderTest, ObservedState {

    private final Stubs stubs = Stubs.withTheirExtension();

    @Override
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** A WireMock with the published stubs and their extension. */
    @Override
    public Optional<URI> mock() {
        stubs.startOver();
        return Optional.of(URI.create(stubs.url()));
    }

    @Override
    public void restore() {
        startOver();
    }

    @AfterAll
    void stopTheMock() {
        stubs.close();
    }
}
