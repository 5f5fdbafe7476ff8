package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.evaluation.EvaluationException;
import dev.reevaluate.server.evaluation.Evaluator;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import dev.reevaluate.server.evaluation.TriggerEvaluator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Evaluates metrics, and asks triggers, by asking the judge. */
@Component
class JudgeMetrics implements Evaluator, TriggerEvaluator {

    private final Judge judge;

    JudgeMetrics(Judge judge) {
        this.judge = judge;
    }

    @Override
    public MetricKind kind() {
        return MetricKind.LLM_JUDGE;
    }

    @Override
    public MetricKind triggerKind() {
        return MetricKind.LLM_JUDGE;
    }

    @Override
    public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
        if (metric.text() == null || metric.text().isBlank()) {
            throw new EvaluationException("The metric has no prompt: write one, and evaluate it again.");
        }
        return ask(new JudgeQuestion(
                        metric.text(),
                        metric.evalType(),
                        metric.enumValues(),
                        run.details().facts(),
                        metric.organizationId()))
                .thenApply(JudgeMetrics::evaluation);
    }

    @Override
    public CompletionStage<Decision> decide(MetricDefinition metric, RunToEvaluate run) {
        String question = Objects.requireNonNull(metric.trigger()).text();
        return ask(new JudgeQuestion(
                        question, EvalType.BINARY, List.of(), run.details().facts(), metric.organizationId()))
                .thenApply(JudgeMetrics::decision);
    }

    private CompletionStage<JudgeAnswer> ask(JudgeQuestion question) {
        return judge.ask(question).exceptionally(trouble -> {
            Throwable cause = trouble instanceof CompletionException ? trouble.getCause() : trouble;
            if (cause instanceof JudgeUnavailableException away) {
                throw new EvaluationDelayedException(String.valueOf(away.getMessage()), away.retryAfter());
            }
            throw new CompletionException(cause);
        });
    }

    private static Evaluation evaluation(JudgeAnswer answer) {
        if (answer instanceof JudgeAnswer.Verdict verdict) {
            return new Evaluation.Scored(verdict.score(), verdict.enumValue(), verdict.explanation(), verdict.extra());
        } else if (answer instanceof JudgeAnswer.NotApplicable not) {
            return new Evaluation.Scored(null, null, not.reason(), not.extra());
        }
        JudgeAnswer.Failed failed = (JudgeAnswer.Failed) answer;
        return new Evaluation.Failed(List.of(failed.explanation() + " The cost was refunded."), failed.extra());
    }

    private static Decision decision(JudgeAnswer answer) {
        if (answer instanceof JudgeAnswer.Failed failed) {
            throw new EvaluationException("The metric's trigger could not be asked: " + failed.explanation());
        }
        BigDecimal score = answer instanceof JudgeAnswer.Verdict verdict ? verdict.score() : null;
        return new Decision(
                score != null && score.signum() > 0, "Not evaluated, as the judge says to the metric's trigger: no.");
    }
}
