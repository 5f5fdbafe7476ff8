package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the agent takes to answer, in milliseconds. */
final class Latency {

    /** The name of the formula. */
    static final String FUNCTION = "get_latency";

    private static final int[] PERCENTILES = {25, 50, 75, 90, 95, 99};

    private Latency() {}

    static Evaluation.Scored score(Speech speech) {
        List<BigDecimal> ascending =
                responses(speech).stream().map(Response::milliseconds).sorted().toList();
        if (ascending.isEmpty()) {
            return Evaluation.Scored.notApplicable("There is no response to measure.");
        }
        Map<String, Object> percentiles = new LinkedHashMap<>();
        for (int percent : PERCENTILES) {
            percentiles.put("p" + percent, Decimals.rounded(Decimals.percentile(ascending, percent)));
        }
        BigDecimal mean = Decimals.mean(ascending);
        return Evaluation.Scored.number(
                mean,
                "The agent answers after " + Decimals.text(mean) + " ms" + spread(ascending) + ".",
                Map.of("percentiles", percentiles));
    }

    private static String spread(List<BigDecimal> ascending) {
        return ascending.size() == 1
                ? ", in its only response"
                : " on average, in " + ascending.size() + " responses between " + Decimals.text(ascending.get(0))
                        + " and " + Decimals.text(ascending.get(ascending.size() - 1)) + " ms";
    }

    // A response is the first thing the agent says since the caller's latest words, once those have ended.
    static List<Response> responses(Speech speech) {
        List<Response> responses = new ArrayList<>();
        @Nullable Interval answered = null;
        for (Interval agent : speech.agent().sorted()) {
            Interval latest = speech.caller().lastUntil(agent.start());
            if (latest != null && agent.startsAtOrAfter(latest.end()) && !latest.equals(answered)) {
                answered = latest;
                responses.add(new Response(
                        agent.start().subtract(answered.end()).multiply(Decimals.THOUSAND), agent.start()));
            }
        }
        return responses;
    }

    /**
     * A response of the agent.
     *
     * @param start seconds from the start of the call
     */
    record Response(BigDecimal milliseconds, BigDecimal start) {}
}
