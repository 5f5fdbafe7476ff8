package dev.reevaluate.contracttests.junit;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.OperationUnderTest;
import java.util.HashSet;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** The operations that the server answers 501 to, as nobody has written them yet: each is told once, and not by all of its cases. */
final class UnwrittenOperations {

    private static final int NOT_IMPLEMENTED = 501;

    private final ServerUnderTest server;
    private final Set<String> told = new HashSet<>();

    UnwrittenOperations(ServerUnderTest server) {
        this.server = server;
    }

    /** Fails for the first answer of such an operation, and skips the test for the others. */
    void check(OperationUnderTest operation, Answer answer) {
        if (answer.status() != NOT_IMPLEMENTED
                || operation.response(NOT_IMPLEMENTED).isPresent()) {
            return;
        }
        String sentence = "%s is not written yet: the server answers 501, and the document declares none"
                .formatted(operation.name());
        if (told.add(operation.name())) {
            throw new AssertionError(
                    "%s.%n  Next: %s".formatted(sentence, server.howToWrite(operation.method(), operation.path())));
        }
        throw new TestAbortedException(sentence);
    }
}
