package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.RunFacts;
import java.util.List;

/**
 * What to judge, and by what.
 *
 * @param prompt the metric's text, in which {@code {{name}}} stands for one of the vendor's variables
 * @param enumValues of an enum, the values to choose from; empty for the other types
 * @param organizationId who asks: organizations take turns where questions have to wait
 */
public record JudgeQuestion(
        String prompt, EvalType evalType, List<String> enumValues, RunFacts facts, long organizationId) {}
