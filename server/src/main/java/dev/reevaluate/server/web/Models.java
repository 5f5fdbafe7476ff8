package dev.reevaluate.server.web;

import dev.reevaluate.openapi.model.BillingInfo;
import dev.reevaluate.openapi.model.Evaluation;
import dev.reevaluate.openapi.model.Metric;
import dev.reevaluate.openapi.model.MetricScore;
import dev.reevaluate.openapi.model.ResultDetail;
import dev.reevaluate.openapi.model.ResultSummary;
import dev.reevaluate.openapi.model.Run;
import dev.reevaluate.openapi.model.Status;
import dev.reevaluate.server.credits.Balance;
import dev.reevaluate.server.evaluation.TranscriptText;
import dev.reevaluate.server.results.MetricView;
import dev.reevaluate.server.results.ResultView;
import dev.reevaluate.server.results.RunView;
import dev.reevaluate.server.results.ScoreView;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the generated models of the contract from what the server knows. */
final class Models {

    private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T23:59:59Z");
    private static final String BINARY = "binary";

    private Models() {}

    static ResultSummary summary(ResultView result) {
        return new ResultSummary(result.name())
                .id(result.id())
                .agent(result.agentId())
                .agentName(result.agentName())
                .status(status(result.status()))
                .successRate(result.successRate().doubleValue())
                .totalRunsCount(result.totalRuns())
                .completedRunsCount(result.completedRuns())
                .successRunsCount(result.successRuns())
                .failedRunsCount(result.failedRuns())
                .createdAt(result.createdAt())
                .updatedAt(result.updatedAt());
    }

    static ResultDetail detail(ResultView result, List<RunView> runs) {
        Map<String, Run> runsById = new LinkedHashMap<>();
        runs.forEach(run -> runsById.put(Long.toString(run.id()), run(run)));
        return new ResultDetail(result.agentId())
                .id(result.id())
                .name(result.name())
                .agentName(result.agentName())
                .status(status(result.status()))
                .successRate(result.successRate().doubleValue())
                .totalRunsCount(result.totalRuns())
                .completedRunsCount(result.completedRuns())
                .successRunsCount(result.successRuns())
                .failedRunsCount(result.failedRuns())
                .runs(runsById)
                .createdAt(result.createdAt())
                .updatedAt(result.updatedAt());
    }

    static Run run(RunView run) {
        return new Run()
                .id(run.id())
                .resultId(run.resultId())
                .resultName(run.resultName())
                .agent(run.agentId())
                .agentName(run.agentName())
                .status(status(run.status()))
                .success(run.success())
                .duration(run.duration() == null ? null : run.duration().toPlainString())
                .evaluation(
                        new Evaluation(run.scores().stream().map(Models::score).toList()))
                .transcript(run.turns() == null ? null : TranscriptText.of(run.turns()))
                .transcriptObject(
                        run.turns() == null
                                ? null
                                : run.turns().stream().map(Transcripts::turn).toList())
                .metadata(run.metadata())
                .executedAt(run.executedAt());
    }

    static Metric metric(MetricView metric) {
        return new Metric(metric.name(), Metric.EvalTypeEnum.fromValue(metric.evalType()))
                .id(metric.id())
                .project(metric.projectId())
                .agents(metric.agents())
                .functionName(metric.functionName())
                .type(metric.functionName() == null ? Metric.TypeEnum.fromValue(metric.kind()) : null)
                .enumValues(metric.enumValues())
                .simulationEnabled(metric.simulationEnabled())
                .prompt(metric.prompt())
                .evaluatorConfiguration(metric.configuration())
                .metricCost(metric.cost().doubleValue());
    }

    static BillingInfo billing(Balance balance) {
        return new BillingInfo(NEVER)
                .organization(balance.organization())
                .creditsRemaining(balance.remaining().toString())
                .creditsUsed(balance.used().toString())
                .initialBalance(balance.granted().toString())
                .createdAt(balance.createdAt())
                .updatedAt(balance.updatedAt());
    }

    private static MetricScore score(ScoreView score) {
        boolean binary = score.evalType().equals(BINARY);
        MetricScore model = new MetricScore(
                        score.metricId(),
                        score.metricName(),
                        score.kind(),
                        score.score(),
                        score.enumValue(),
                        score.value(),
                        score.explanation(),
                        score.extra())
                .evalType(score.evalType())
                .functionName(score.functionName());
        return binary ? model.passed(score.passed()) : model;
    }

    static dev.reevaluate.server.results.@Nullable Status known(@Nullable Status status) {
        return status == null ? null : dev.reevaluate.server.results.Status.of(status.getValue());
    }

    private static Status status(dev.reevaluate.server.results.Status status) {
        return Status.fromValue(status.wireName());
    }
}
