package dev.reevaluate.contracttests.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.Case;
import java.net.URI;

/** One request of the cases, sent to the server and to its mock. */
public final class MockExchange {

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
        assertEquals(run.comparable(example, expected), run.comparable(example, actual), example.name());
    }
}
