package dev.reevaluate.contracts;

import dev.reevaluate.contracttests.junit.ContractTest;
import dev.reevaluate.contracttests.junit.ObservedState;
import dev.reevaluate.contracttests.junit.ServerUnderTest;
import dev.reevaluate.stubs.Stubs;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The server answers every case as openapi.yaml says, what it refuses changes nothing, and the mock answers the same. */
@ContractTest(document = "openapi.yaml", policy = "contract-policy.yaml")
class ConformanceTest extends RunningServer implements ServerUnderTest, ObservedState {

    private final Stubs stubs = Stubs.withTheirExtension();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping operations;

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

    /** The generated interface hands the call to a method of the same name. */
    @Override
    public String howToWrite(String method, String path) {
        return operations.getHandlerMethods().entrySet().stream()
                .filter(operation -> operation.getKey().getPatternValues().contains(path)
                        && operation
                                .getKey()
                                .getMethodsCondition()
                                .getMethods()
                                .contains(RequestMethod.valueOf(method)))
                .map(operation -> operation.getValue().getMethod())
                .map(handler -> """
                        write the method %s of %sDelegate in server/src/main/java/dev/reevaluate/server/web, \
                        and a contract for each of its answers below %s: CoverageTest names them, and docs/spec-changes.md says \
                        which values of its parameters they have to cover""".formatted(
                                handler.getName(), handler.getDeclaringClass().getSimpleName(), CoverageTest.FOLDER))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String howToMock(String method, String path) {
        return """
                let a contract of %s %s below %s cover this value, by matchers of its queryParameters where the answer is the same for \
                others: docs/spec-changes.md has an example. Where the data decides, let WorldAnswers in contracts/wiremock answer""".formatted(method, path, CoverageTest.FOLDER);
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
