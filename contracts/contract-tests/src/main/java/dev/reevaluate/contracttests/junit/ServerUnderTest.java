package dev.reevaluate.contracttests.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reevaluate.contracttests.cases.NotSupported;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;

/** Where the server is that a {@link ContractTest} tests, and the tests that its class inherits. */
public interface ServerUnderTest {

    /** Returns the address that the document's paths are appended to, such as {@code http://localhost:8080}. */
    URI url();

    /** Returns a mock that answers as the server does, if there is one; asked before each request, so that it can start over. */
    default Optional<URI> mock() {
        return Optional.empty();
    }

    /** Returns the next step for whoever declared an operation that the server answers 501 to: where it is to be written. */
    default String howToWrite(String method, String path) {
        return "write it, or take it out of the document";
    }

    /** Returns the next step for whoever wrote an operation that the mock answers 501 to: how it learns the answer. */
    default String howToMock(String method, String path) {
        return "tell the mock what it answers to such a request";
    }

    /** Each request is answered as the document says, and one that is refused changes nothing. */
    @TestTemplate
    default void theServerAnswersAsTheDocumentSays(Exchange exchange) {
        exchange.check();
    }

    /** The mock gives the answers of the server. */
    @TestTemplate
    default void theMockAnswersAsTheServer(MockExchange exchange) {
        exchange.check();
    }

    /** Nothing of the document stays untried but what the policy names. */
    @Test
    default void everythingThatTheDocumentSaysIsTried(List<NotSupported> notSupported) {
        assertEquals(List.of(), notSupported, "Name in the policy's not_tried what may stay untried");
    }
}
