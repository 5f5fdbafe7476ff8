package dev.reevaluate.server.judge;

import dev.reevaluate.server.tracing.Traces;
import java.util.concurrent.CompletionStage;

/** Shows each question to a judge as a span of the slice that asks. */
final class TracedJudge implements Judge, AutoCloseable {

    private final EndpointJudge judge;
    private final Traces traces;

    TracedJudge(EndpointJudge judge, Traces traces) {
        this.judge = judge;
        this.traces = traces;
    }

    @Override
    public CompletionStage<JudgeAnswer> ask(JudgeQuestion question) {
        return traces.child("ask judge", () -> judge.ask(question), TracedJudge::outcome);
    }

    @Override
    public void close() {
        judge.close();
    }

    private static String outcome(JudgeAnswer answer) {
        if (answer instanceof JudgeAnswer.Verdict) {
            return "verdict";
        }
        return answer instanceof JudgeAnswer.NotApplicable ? "not_applicable" : "failed";
    }
}
