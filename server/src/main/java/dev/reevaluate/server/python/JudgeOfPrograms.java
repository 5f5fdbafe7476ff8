package dev.reevaluate.server.python;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.evaluation.RunFacts;
import dev.reevaluate.server.judge.Judge;
import dev.reevaluate.server.judge.JudgeAnswer;
import dev.reevaluate.server.judge.JudgeQuestion;
import dev.reevaluate.server.judge.JudgeUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers a program's {@code evaluate_llm_judge_metric(...)} by asking the judge about the run that it runs on. */
record JudgeOfPrograms(Judge judge, long organizationId, List<RunFacts> facts) implements JudgeCalls {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public CompletionStage<String> evaluate(int run, String request) {
        JudgeQuestion question;
        try {
            question = question(JSON.readTree(request), facts.get(run));
        } catch (JacksonException | JudgeCallException e) {
            return CompletableFuture.failedFuture(
                    e instanceof JudgeCallException ? e : new JudgeCallException("The call's arguments are no JSON."));
        }
        return judge.ask(question).handle(JudgeOfPrograms::answer);
    }

    private JudgeQuestion question(JsonNode request, RunFacts facts) {
        String description = request.path("description").asString("");
        if (description.isBlank()) {
            throw new JudgeCallException("evaluate_llm_judge_metric needs a description: the question to the judge.");
        }
        return new JudgeQuestion(
                description,
                evalType(request.path("eval_type").asString("binary")),
                request.path("enum_values").values().stream()
                        .map(value -> value.asString(""))
                        .toList(),
                facts,
                organizationId);
    }

    // The two legacy types mean binary.
    private static EvalType evalType(String name) {
        try {
            return name.startsWith("binary") ? EvalType.BINARY : EvalType.of(name);
        } catch (IllegalArgumentException e) {
            throw new JudgeCallException("eval_type must be one of binary, continuous_qualitative, numeric and enum.");
        }
    }

    private static String answer(@Nullable JudgeAnswer answer, @Nullable Throwable trouble) {
        if (answer == null) {
            Throwable cause = trouble instanceof CompletionException ? trouble.getCause() : trouble;
            if (cause instanceof JudgeUnavailableException away) {
                throw new EvaluationDelayedException(String.valueOf(away.getMessage()), away.retryAfter());
            }
            throw new JudgeCallException("The judge gave no answer.");
        }
        if (answer instanceof JudgeAnswer.Failed failed) {
            throw new JudgeCallException(failed.explanation());
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (answer instanceof JudgeAnswer.Verdict verdict) {
            result.put("result", verdict.enumValue() != null ? verdict.enumValue() : verdict.score());
            result.put("explanation", verdict.explanation());
        } else {
            result.put("result", null);
            result.put("explanation", ((JudgeAnswer.NotApplicable) answer).reason());
        }
        return JSON.writeValueAsString(result);
    }
}
