package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long the agent takes to answer, in milliseconds. */
final class Latency {

    /** The name of the formula. */
    static final String FUNCTION = "get_latency";

    private static final int[] PERCENTILES = {25, 50, 75, 90, 95, 99};

    private Latency() {}

    static Evaluation.Scored score(Speech speech) {
        List<BigDecimal> responses =
                responses(speech).stream().map(Response::milliseconds).toList();
        if (responses.isEmpty()) {
            return Evaluation.Scored.notApplicable("There is no response to measure.");
        }
        List<BigDecimal> ascending =
                responses.stream().sorted(Comparator.naturalOrder()).toList();
        Map<String, Object> percentiles = new LinkedHashMap<>();
        for (int percent : PERCENTILES) {
            percentiles.put("p" + percent, Decimals.rounded(Decimals.percentile(ascending, percent)));
        }
        BigDecimal mean = Decimals.mean(responses);
        return Evaluation.Scored.number(
                mean,
                "The agent answers after %s ms on average, in %d responses between %s and %s ms."
                        .formatted(
                                Decimals.text(mean),
                                responses.size(),
                                Decimals.text(ascending.get(0)),
                                Decimals.text(ascending.get(ascending.size() - 1))),
                Map.of("percentiles", percentiles));
    }

    // A response is the first thing the agent says since the caller's latest words, once those have ended.
    static List<Response> responses(Speech speech) {
        List<Response> responses = new ArrayList<>();
        @Nullable Interval answered = null;
        for (Interval agent : speech.agent().sorted()) {
            Optional<Interval> latest = latestStarted(speech.caller(), agent.start());
            if (latest.isPresent()
                    && agent.startsAtOrAfter(latest.get().end())
                    && !latest.get().equals(answered)) {
                answered = latest.get();
                responses.add(new Response(
                        agent.start().subtract(answered.end()).multiply(Decimals.THOUSAND), agent.start()));
            }
        }
        return responses;
    }

    private static Optional<Interval> latestStarted(Intervals caller, BigDecimal moment) {
        return caller.stream()
                .filter(interval -> interval.start().compareTo(moment) <= 0)
                .reduce((earlier, later) -> later);
    }

    /**
     * A response of the agent.
     *
     * @param start seconds from the start of the call
     */
    record Response(BigDecimal milliseconds, BigDecimal start) {}
}
