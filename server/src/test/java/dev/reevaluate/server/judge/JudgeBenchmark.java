package dev.reevaluate.server.judge;

import static dev.reevaluate.server.benchmark.BenchmarkTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.reevaluate.server.benchmark.BenchmarkTable;
import dev.reevaluate.server.evaluation.EvalType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * How near the judge comes to the ideal of calls in flight by time of a call, and what a call costs. Of several rounds, all
 * but the last are warm-ups.
 */
class JudgeBenchmark {

    private static final int ROUNDS = 3;
    private static final List<JudgeQuestion> QUESTIONS = questions(2560);

    @Test
    void askingAllAtOnce() throws IOException {
        try (SlowEndpoint endpoint = SlowEndpoint.start()) {
            for (int concurrency : new int[] {128, 256}) {
                for (int round = 1; round <= ROUNDS; round++) {
                    measure(endpoint.baseUrl(), concurrency, round == ROUNDS);
                }
            }
        }
    }

    private static void measure(String url, int concurrency, boolean last) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (Judging judging = Judging.at(url, "concurrency=" + concurrency, "queue-capacity=2560")) {
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            List<CompletableFuture<JudgeAnswer>> answers = new ArrayList<>();
            QUESTIONS.forEach(
                    question -> answers.add(judging.judge().ask(question).toCompletableFuture()));
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(JudgeAnswer.Verdict.class));
            double seconds = (System.nanoTime() - start) / 1e9;
            double ideal = concurrency * 1000.0 / SlowEndpoint.MILLIS;
            double rate = QUESTIONS.size() / seconds;
            int more = ManagementFactory.getThreadMXBean().getPeakThreadCount() - threads;
            if (last) {
                BenchmarkTable.row(
                        text("calls of a judge that takes 0.5 s, %d in flight; floor: the ideal", concurrency),
                        text(
                                "%.0f/s, %.2f ms CPU each, %d threads",
                                rate, (system.getProcessCpuTime() - cpu) / 1e6 / QUESTIONS.size(), more),
                        text("%.0f/s", ideal),
                        rate / ideal,
                        "at least 0.7");
            }
        }
    }

    private static List<JudgeQuestion> questions(int count) {
        List<JudgeQuestion> questions = new ArrayList<>();
        for (int call = 0; call < count; call++) {
            List<Map<String, Object>> turns = new ArrayList<>();
            for (int turn = 0; turn < 40; turn++) {
                turns.add(Map.of(
                        "role",
                        turn % 2 == 0 ? "Main Agent" : "Testing Agent",
                        "content",
                        "This is turn %d of call %d, and it goes on for about as long as people speak."
                                .formatted(turn, call),
                        "start_time",
                        turn * 5));
            }
            questions.add(new JudgeQuestion(
                    "Pass the call if the agent was polite. It ended with {{call_end_reason}}.",
                    EvalType.BINARY,
                    List.of(),
                    Transcribed.run(turns),
                    1));
        }
        return questions;
    }
}
