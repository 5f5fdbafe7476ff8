package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.RunFacts;
import java.util.List;
import java.util.Map;

/** Runs of which only the transcript is known, for tests. */
final class Transcribed {

    private Transcribed() {}

    static RunFacts run(List<Map<String, Object>> turns) {
        return new RunFacts(
                turns, null, null, null, Map.of(), RunFacts.Agent.UNKNOWN, null, null, null, RunFacts.Scenario.UNKNOWN);
    }
}
