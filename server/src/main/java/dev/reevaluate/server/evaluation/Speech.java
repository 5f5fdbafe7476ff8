package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;

/**
 * Who spoke when in a call.
 *
 * @param duration of the call, in seconds
 * @param agentWords words that the agent says
 */
record Speech(Intervals agent, Intervals caller, BigDecimal duration, long agentWords) {

    Intervals all() {
        return agent.with(caller);
    }
}
