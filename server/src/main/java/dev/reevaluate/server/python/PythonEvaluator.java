package dev.reevaluate.server.python;

import dev.reevaluate.server.evaluation.Decimals;
import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.EvaluationException;
import dev.reevaluate.server.evaluation.Evaluator;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.evaluation.PythonData;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import dev.reevaluate.server.evaluation.TriggerEvaluator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evaluates metrics, and asks triggers, by running their Python programs. */
@Component
class PythonEvaluator implements Evaluator, TriggerEvaluator {

    private static final JsonMapper JSON = new JsonMapper();

    private final Chunks chunks;

    PythonEvaluator(Chunks chunks) {
        this.chunks = chunks;
    }

    @Override
    public MetricKind kind() {
        return MetricKind.CUSTOM_CODE;
    }

    @Override
    public MetricKind triggerKind() {
        return MetricKind.CUSTOM_CODE;
    }

    @Override
    public CompletionStage<Evaluation> evaluate(MetricDefinition metric, RunToEvaluate run) {
        if (metric.text() == null || metric.text().isBlank()) {
            throw new EvaluationException("The metric has no program: write one, and evaluate it again.");
        }
        return run(
                        new PythonProgram(
                                metric.id(), metric.name(), metric.text(), metric.evalType(), metric.organizationId()),
                        run)
                .thenApply(outcome -> evaluation(metric, outcome));
    }

    @Override
    public CompletionStage<Decision> decide(MetricDefinition metric, RunToEvaluate run) {
        String source = Objects.requireNonNull(metric.trigger()).text();
        return run(new PythonProgram(metric.id(), metric.name(), source, null, metric.organizationId()), run)
                .thenApply(PythonEvaluator::decision);
    }

    private CompletionStage<PythonOutcome> run(PythonProgram program, RunToEvaluate run) {
        return chunks.run(
                program,
                JSON.writeValueAsString(PythonData.of(run)),
                run.details().facts());
    }

    private static Evaluation evaluation(MetricDefinition metric, PythonOutcome outcome) {
        if (outcome instanceof PythonOutcome.Failed failed) {
            return new Evaluation.Failed(failed.explanation());
        }
        PythonOutcome.Scored scored = (PythonOutcome.Scored) outcome;
        List<String> explanation =
                scored.explanations().isEmpty() ? List.of("The program gives no explanation.") : scored.explanations();
        if (metric.evalType() != EvalType.ENUM) {
            return new Evaluation.Scored(number(scored.result()), null, explanation, scored.extra());
        }
        String value = scored.result().asString();
        if (!metric.enumValues().isEmpty() && !metric.enumValues().contains(value)) {
            return new Evaluation.Failed(
                    List.of("_result is none of the metric's values. Set one of: "
                            + String.join(", ", metric.enumValues())),
                    scored.extra());
        }
        return new Evaluation.Scored(null, value, explanation, scored.extra());
    }

    private static BigDecimal number(JsonNode result) {
        if (result.isBoolean()) {
            return result.booleanValue() ? Evaluation.Scored.PASS : Evaluation.Scored.FAIL;
        }
        return Decimals.rounded(result.decimalValue());
    }

    private static Decision decision(PythonOutcome outcome) {
        if (outcome instanceof PythonOutcome.Failed failed) {
            throw new EvaluationException("The metric's trigger failed: " + failed.explanation());
        }
        PythonOutcome.Scored scored = (PythonOutcome.Scored) outcome;
        return new Decision(
                scored.result().booleanValue(),
                scored.explanations().isEmpty()
                        ? "Not evaluated, as the metric's trigger says."
                        : scored.explanations().get(0));
    }
}
