package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stretches of speech, by their start. */
record Intervals(List<Interval> sorted) {

    Intervals {
        sorted = sorted.stream()
                .sorted(Comparator.comparing(Interval::start).thenComparing(Interval::end))
                .toList();
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    int size() {
        return sorted.size();
    }

    Stream<Interval> stream() {
        return sorted.stream();
    }

    Intervals with(Intervals other) {
        return new Intervals(Stream.concat(stream(), other.stream()).toList());
    }

    /** Returns the same time covered, without overlaps. */
    Intervals union() {
        List<Interval> merged = new ArrayList<>();
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
        return union().stream().map(Interval::length).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Optional<BigDecimal> lastEnd() {
        return stream().map(Interval::end).max(Comparator.naturalOrder());
    }

    /** Returns the first one that the moment is inside of, the ends left out. */
    Optional<Interval> around(BigDecimal moment) {
        return stream().filter(interval -> interval.strictlyContains(moment)).findFirst();
    }

    /** Returns those that start while the other side is speaking. */
    List<Interval> interrupting(Intervals other) {
        return stream()
                .filter(interval -> other.around(interval.start()).isPresent())
                .toList();
    }
}
