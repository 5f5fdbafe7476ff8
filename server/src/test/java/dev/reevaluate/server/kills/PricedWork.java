package dev.reevaluate.server.kills;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The workspace that is worked on, what each evaluation in it costs, and which of them fail. */
final class PricedWork {

    static final String KEY = "kill-key-4f0d6b7be1a94c52a1c7730e58";
    static final BigDecimal BALANCE = new BigDecimal("900000");
    static final long FAILING = 12;
    static final List<Long> COMPUTED = List.of(11L, FAILING, 13L);
    static final List<Long> JUDGES = List.of(21L, 22L);
    static final List<Long> JUDGED = List.of(11L, FAILING, 21L, 22L);
    static final int RESULTS = 60;
    /** Results whose requests have judge metrics, too; the ids follow those of the others. */
    static final int JUDGED_RESULTS = 4;

    private static final int RUNS = 20;
    private static final int JUDGED_RUNS = 15;
    private static final Map<Long, BigDecimal> PRICES = Map.of(
            11L,
            new BigDecimal("0.000001"),
            FAILING,
            new BigDecimal("0.200001"),
            13L,
            new BigDecimal("0.3"),
            21L,
            new BigDecimal("1.000003"),
            22L,
            new BigDecimal("0.07"));

    private PricedWork() {}

    static BigDecimal price(long metric) {
        return requireNonNull(PRICES.get(metric));
    }

    /** Whether the evaluation can't be done: of a metric that nobody knows, or one that the judge refuses. */
    static boolean fails(long metric, long run) {
        return metric == FAILING || (JUDGES.contains(metric) && run % 7 == 0);
    }

    static int runs(long result) {
        return result > RESULTS ? JUDGED_RUNS : RUNS;
    }

    static List<Long> results() {
        return LongStream.rangeClosed(1, RESULTS).boxed().toList();
    }

    static List<Long> judgedResults() {
        return LongStream.rangeClosed(RESULTS + 1, RESULTS + JUDGED_RESULTS)
                .boxed()
                .toList();
    }

    static String workspace(String webhook) {
        StringBuilder yaml = new StringBuilder("""
                organizations: [{id: 1, name: Kills, balance: %s}]
                api_keys: [{key: %s, organization: 1}]
                projects: [{id: 1, organization: 1, name: P, webhook_url: "%s"}]
                agents: [{id: 1, project: 1, name: A}]
                metrics:
                """.formatted(BALANCE, KEY, webhook));
        predefined(yaml, 11, "get_latency");
        predefined(yaml, FAILING, "get_mood");
        predefined(yaml, 13, "get_talk_ratio");
        JUDGES.forEach(metric -> judge(yaml, metric));
        yaml.append("results:\n");
        LongStream.rangeClosed(1, RESULTS + JUDGED_RESULTS)
                .forEach(result -> yaml.append("  - {id: %d, agent: 1, name: R}\n".formatted(result)));
        yaml.append("runs:\n");
        for (long result = 1; result <= RESULTS + JUDGED_RESULTS; result++) {
            for (int n = 0; n < runs(result); n++) {
                run(yaml, result * 100 + n, result);
            }
        }
        return yaml.toString();
    }

    private static void predefined(StringBuilder yaml, long id, String function) {
        yaml.append(
                "  - {id: %1$d, project: 1, name: M%1$d, eval_type: numeric, function_name: %2$s, cost: \"%3$s\", agents: [1]}\n"
                        .formatted(id, function, price(id)));
    }

    private static void judge(StringBuilder yaml, long id) {
        yaml.append(
                "  - {id: %1$d, project: 1, name: M%1$d, eval_type: binary, type: llm_judge, prompt: \"%2$s\", cost: \"%3$s\", agents: [1]}\n"
                        .formatted(id, JudgeEndpoint.prompt(id), price(id)));
    }

    private static void run(StringBuilder yaml, long id, long result) {
        yaml.append(
                "  - {id: %1$d, result: %2$d, status: completed, metadata: {run: %1$d}, transcript_object: [%3$s, %4$s]}\n"
                        .formatted(
                                id,
                                result,
                                "{role: Testing Agent, content: Hi, start_time: 0, end_time: 1}",
                                "{role: Main Agent, content: Hello, start_time: 1.5, end_time: 3}"));
    }
}
