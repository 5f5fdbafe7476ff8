package dev.reevaluate.contracttests.junit;

import dev.reevaluate.contracttests.cases.Case;
import java.util.List;

/** One request of the cases, and its answer. */
public final class Exchange {

    private final ContractRun run;
    private final Case example;

    Exchange(ContractRun run, Case example) {
        this.run = run;
        this.example = example;
    }

    /** Sends the request, and fails unless its answer is as the document says. */
    public void check() {
        List<String> objections = run.objectionsTo(example);
        run.unwritten().check(example.operation(), run.answerOf(example));
        if (!objections.isEmpty()) {
            throw new AssertionError(example.name() + "\n  " + String.join("\n  ", objections));
        }
    }
}
