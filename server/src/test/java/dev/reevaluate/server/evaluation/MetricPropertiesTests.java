package dev.reevaluate.server.evaluation;

import static dev.reevaluate.server.evaluation.CallOf.evaluated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.Generator;
import dev.reevaluate.server.testing.Tries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every call, however its speech overlaps. */
class MetricPropertiesTests {

    private static final Generator<Interval> INTERVAL = Generator.between(0, 600)
            .with(Generator.between(0, 80), (start, length) -> new Interval(tenths(start), tenths(start + length)));
    private static final Generator<List<Interval>> SPEECH = INTERVAL.list(0, 8);

    private static final int TRIES = 200;
    private static final List<String> ALL = List.of(
            "get_latency",
            "get_ai_interrupting_user",
            "get_user_interrupting_ai",
            "get_stop_time_after_interruption",
            "get_interruption_score",
            "detect_silence",
            "detect_infrastructure_issues",
            "get_talk_ratio",
            "get_words_per_minute",
            "check_tool_call_success");

    @Test
    void theAgentsShareIsBetweenNothingAndAll() {
        Tries.run(TRIES, random -> {
            List<Interval> agent = SPEECH.next(random);
            List<Interval> caller = SPEECH.next(random);
            BigDecimal ratio = score("get_talk_ratio", agent, caller);

            if (ratio != null) {
                assertThat(ratio).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            }
        });
    }

    @Test
    void aUnionIsAsLongAsItsLongestPartAndNoLongerThanAll() {
        Tries.run(TRIES, random -> {
            List<Interval> intervals = INTERVAL.list(1, 8).next(random);
            BigDecimal union = new Intervals(intervals).coveredSeconds();

            assertThat(union)
                    .isLessThanOrEqualTo(lengths(intervals).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isGreaterThanOrEqualTo(lengths(intervals).reduce(BigDecimal.ZERO, BigDecimal::max));
        });
    }

    @Test
    void aUnionHasGapsBetweenItsPartsAndCoversEachInterval() {
        Tries.run(TRIES, random -> {
            List<Interval> intervals = SPEECH.next(random);
            List<Interval> union = new Intervals(intervals).union().sorted();

            for (int i = 1; i < union.size(); i++) {
                assertThat(union.get(i).start()).isGreaterThan(union.get(i - 1).end());
            }
            assertThat(intervals)
                    .allSatisfy(interval -> assertThat(union).anySatisfy(part -> {
                        assertThat(part.start()).isLessThanOrEqualTo(interval.start());
                        assertThat(part.end()).isGreaterThanOrEqualTo(interval.end());
                    }));
        });
    }

    @Test
    void aSearchFindsWhatALookAtEachIntervalFinds() {
        Tries.run(TRIES, random -> {
            Intervals speech = new Intervals(SPEECH.next(random));
            List<Interval> all = speech.sorted();
            BigDecimal moment = tenths(random.nextInt(700));

            assertThat(speech.around(moment)).isEqualTo(first(all, each -> each.strictlyContains(moment)));
            assertThat(speech.firstToEndAfter(moment))
                    .isEqualTo(first(all, each -> each.end().compareTo(moment) > 0));
            assertThat(speech.firstFrom(moment)).isEqualTo(first(all, each -> each.startsAtOrAfter(moment)));
            List<Interval> backwards = new ArrayList<>(all);
            Collections.reverse(backwards);
            assertThat(speech.lastUntil(moment))
                    .isEqualTo(first(backwards, each -> each.start().compareTo(moment) <= 0));
        });
    }

    @Test
    void theOrderInWhichTheRecordingListsThemDoesNotMatter() {
        Tries.run(TRIES, random -> {
            List<Interval> agent = SPEECH.next(random);
            List<Interval> caller = SPEECH.next(random);
            long seed = random.nextLong();
            for (String function : ALL) {
                assertThat(evaluated(function, call(shuffled(agent, seed), shuffled(caller, seed))))
                        .as(function)
                        .isEqualTo(evaluated(function, call(agent, caller)));
            }
        });
    }

    @Test
    void everyMetricEndsWithAScoreOfItsKindAndAReason() {
        Tries.run(TRIES, random -> {
            List<Interval> agent = SPEECH.next(random);
            List<Interval> caller = SPEECH.next(random);
            for (String function : ALL) {
                assertThat(evaluated(function, call(agent, caller)))
                        .as(function)
                        .isInstanceOfSatisfying(Evaluation.Scored.class, scored -> {
                            assertThat(scored.explanation()).isNotEmpty();
                            if (scored.score() != null) {
                                assertThat(scored.score().scale()).isBetween(0, 6);
                                assertThat(scored.score()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
                            }
                            if (function.startsWith("detect_") || function.startsWith("check_")) {
                                assertThat(scored.score()).isIn(null, BigDecimal.ZERO, BigDecimal.valueOf(5));
                            }
                            if (function.equals("get_interruption_score") && scored.score() != null) {
                                assertThat(scored.score()).isLessThanOrEqualTo(BigDecimal.valueOf(5));
                            }
                        });
            }
        });
    }

    @Test
    void percentilesRise() {
        Tries.run(TRIES, random -> {
            List<Interval> agent = SPEECH.next(random);
            List<Interval> caller = SPEECH.next(random);
            Evaluation.Scored scored = (Evaluation.Scored) evaluated("get_latency", call(agent, caller));

            if (scored.extra().get("percentiles") instanceof Map<?, ?> percentiles) {
                List<BigDecimal> values = percentiles.values().stream()
                        .map(BigDecimal.class::cast)
                        .toList();
                assertThat(values)
                        .hasSize(6)
                        .isSorted()
                        .first()
                        .satisfies(lowest -> assertThat(lowest).isGreaterThanOrEqualTo(BigDecimal.ZERO));
            }
        });
    }

    private static BigDecimal tenths(int tenths) {
        return BigDecimal.valueOf(tenths, 1);
    }

    private static @Nullable Interval first(List<Interval> intervals, Predicate<Interval> wanted) {
        return intervals.stream().filter(wanted).findFirst().orElse(null);
    }

    private static @Nullable BigDecimal score(String function, List<Interval> agent, List<Interval> caller) {
        return ((Evaluation.Scored) evaluated(function, call(agent, caller))).score();
    }

    // Without a duration of its own the call lasts until the last word, so it covers all speech.
    private static Call call(List<Interval> agent, List<Interval> caller) {
        return CallOf.speech(json(agent), json(caller), null);
    }

    private static String json(List<Interval> intervals) {
        return intervals.stream()
                .map(interval -> List.of(interval.start(), interval.end()))
                .toList()
                .toString();
    }

    private static List<Interval> shuffled(List<Interval> intervals, long seed) {
        List<Interval> shuffled = new ArrayList<>(intervals);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static Stream<BigDecimal> lengths(List<Interval> intervals) {
        return intervals.stream().map(Interval::length);
    }
}
