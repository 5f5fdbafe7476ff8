package dev.reevaluate.contracttests.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.OperationUnderTest;
import java.net.URI;

/** One request of the cases, sent to the server and to its mock. */
public final class MockExchange {

    private static final int NOT_IMPLEMENTED = 501;

    private final ContractRun run;
    private final Case example;

    MockExchange(ContractRun run, Case example) {
        this.run = run;
        this.example = example;
    }

    /** Fails unless the mock gives the server's answer. */
    public void check() {
        Answer expected = run.answerOf(example);
        run.unwritten().check(example.operation(), expected);
        URI mock = run.server().mock().orElseThrow();
        Answer actual = run.sender(mock).send(example.request());
        assertEquals(run.comparable(example, expected), run.comparable(example, actual), () -> nextStep(actual));
    }

    private String nextStep(Answer actual) {
        OperationUnderTest operation = example.operation();
        return actual.status() == NOT_IMPLEMENTED
                ? "%s%n  The mock does not know the answer to %s%n  Next: %s%n"
                        .formatted(
                                example.name(),
                                example.request().query().isEmpty()
                                        ? "this request."
                                        : "this value: ?" + example.request().query(),
                                run.server().howToMock(operation.method(), operation.path()))
                : example.name();
    }
}
