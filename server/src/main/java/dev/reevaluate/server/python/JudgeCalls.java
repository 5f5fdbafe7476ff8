package dev.reevaluate.server.python;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers {@code evaluate_llm_judge_metric(...)} of a program, at most ten times a run. */
@FunctionalInterface
public interface JudgeCalls {

    /** For a server without a judge: the call is an error of the program that says which property to set. */
    JudgeCalls NOT_CONFIGURED = (run, request) -> CompletableFuture.failedFuture(new JudgeCallException(
            "This server has no judge; whoever runs it can set reevaluate.judge.base-url and reevaluate.judge.model."));

    /**
     * Answers a call. The stage fails with a {@link JudgeCallException} where the program is to see an error, and with an
     * {@link dev.reevaluate.server.evaluation.EvaluationDelayedException} where the whole evaluation is to be tried later.
     *
     * @param run position of the run in the list that the program runs over
     * @param request a JSON object, untrusted: {@code data}, {@code description}, {@code eval_type}, {@code enum_values},
     *     {@code audio}, {@code audio_start_time}, {@code audio_end_time}, each as the program gave it, or null
     * @return a JSON object: {@code result} and {@code explanation}, a list of strings
     */
    CompletionStage<String> evaluate(int run, String request);
}
