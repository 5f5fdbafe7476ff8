package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;

/**
 * Who spoke when in a call.
 *
 * @param all what either of them says
 * @param duration of the call, in seconds
 * @param agentWords words that the agent says
 * @param agentSeconds how long the agent speaks
 * @param byAgent what the agent begins to say while the caller speaks
 * @param byCaller what the caller begins to say while the agent speaks
 */
record Speech(
        Intervals agent,
        Intervals caller,
        Intervals all,
        BigDecimal duration,
        long agentWords,
        BigDecimal agentSeconds,
        List<Interval> byAgent,
        List<Interval> byCaller) {

    static Speech of(Intervals agent, Intervals caller, Intervals all, BigDecimal duration, long agentWords) {
        return new Speech(
                agent,
                caller,
                all,
                duration,
                agentWords,
                agent.coveredSeconds(),
                agent.interrupting(caller),
                caller.interrupting(agent));
    }
}
