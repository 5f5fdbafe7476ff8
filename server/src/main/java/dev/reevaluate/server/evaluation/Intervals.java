package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stretches of speech, by their start; each search looks at few of them, however long the call. */
final class Intervals {

    private static final Comparator<Interval> BY_START =
            Comparator.comparing(Interval::start).thenComparing(Interval::end);

    private final List<Interval> sorted;

    // The latest end of an interval and all before it: rises, so that it can be searched
    private final List<BigDecimal> latestEnds;

    Intervals(List<Interval> intervals) {
        sorted = new ArrayList<>(intervals);
        sorted.sort(BY_START);
        latestEnds = new ArrayList<>(sorted.size());
        BigDecimal latest = BigDecimal.ZERO;
        for (Interval interval : sorted) {
            latest = latestEnds.isEmpty() ? interval.end() : latest.max(interval.end());
            latestEnds.add(latest);
        }
    }

    List<Interval> sorted() {
        return sorted;
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    int size() {
        return sorted.size();
    }

    Intervals with(Intervals other) {
        return new Intervals(
                Stream.concat(sorted.stream(), other.sorted.stream()).toList());
    }

    /** Returns the same time covered, without overlaps. */
    Intervals union() {
        List<Interval> merged = new ArrayList<>(size());
        for (Interval next : sorted) {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || last.end().compareTo(next.start()) < 0) {
                merged.add(next);
            } else if (last.end().compareTo(next.end()) < 0) {
                merged.set(merged.size() - 1, new Interval(last.start(), next.end()));
            }
        }
        return new Intervals(merged);
    }

    /** Returns how long any of them lasts. */
    BigDecimal coveredSeconds() {
        BigDecimal covered = BigDecimal.ZERO;
        for (Interval part : union().sorted) {
            covered = covered.add(part.length());
        }
        return covered;
    }

    /** Returns the end of the last one to end, or 0 where there is none. */
    BigDecimal lastEnd() {
        return isEmpty() ? BigDecimal.ZERO : latestEnds.get(size() - 1);
    }

    /** Returns the first one that the moment is inside of, the ends left out. */
    @Nullable
    Interval around(BigDecimal moment) {
        Interval first = firstToEndAfter(moment);
        return first != null && first.strictlyContains(moment) ? first : null;
    }

    /** Returns the first one that ends after the moment. */
    @Nullable
    Interval firstToEndAfter(BigDecimal moment) {
        return at(firstIndex(i -> latestEnds.get(i).compareTo(moment) > 0));
    }

    /** Returns the first one that starts at the moment or after it. */
    @Nullable
    Interval firstFrom(BigDecimal moment) {
        return at(firstIndex(i -> sorted.get(i).startsAtOrAfter(moment)));
    }

    /** Returns the last one that starts at the moment or before it. */
    @Nullable
    Interval lastUntil(BigDecimal moment) {
        return at(firstIndex(i -> sorted.get(i).start().compareTo(moment) > 0) - 1);
    }

    /** Returns those that start while the other side is speaking. */
    List<Interval> interrupting(Intervals other) {
        List<Interval> interrupting = new ArrayList<>();
        for (Interval interval : sorted) {
            if (other.around(interval.start()) != null) {
                interrupting.add(interval);
            }
        }
        return interrupting;
    }

    private @Nullable Interval at(int index) {
        return index < 0 || index >= size() ? null : sorted.get(index);
    }

    // The first index at which it holds, which then holds at all that follow; their number where it holds at none
    private int firstIndex(IntPredicate holds) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
