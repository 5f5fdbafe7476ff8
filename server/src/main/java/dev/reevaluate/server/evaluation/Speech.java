package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;

/**
 * Who spoke when in a call.
 *
 * @param all what either of them says
 * @param duration of the call, in seconds
 * @param agentWords words that the agent says
 */
record Speech(Intervals agent, Intervals caller, Intervals all, BigDecimal duration, long agentWords) {}
