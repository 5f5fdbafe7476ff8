package dev.reevaluate.server.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How scores before and after a request are spread: over ranges of numbers, or over values that have names. */
public final class Distribution {

    static final int RANGES = 10;

    private Distribution() {}

    /**
     * How many scores are a value, or in a range.
     *
     * @param value a name; null for a range
     * @param from the least number of the range; null for a value
     * @param to the end of the range, which only the last one includes; null for a value
     */
    public record Bucket(
            @Nullable String value,
            @Nullable Double from,
            @Nullable Double to,
            long before,
            long after) {}

    /**
     * A bucket with any score in it, as the database counts them.
     *
     * @param range number of the range, from 1; null where it is a value
     */
    record Part(@Nullable String value, @Nullable Integer range, long before, long after) {}

    /**
     * Returns the values that occur; or all ranges from the lowest to the highest score, those without any too.
     *
     * @param lowest null where no score is a number
     * @param width of each range: a whole number where all scores are, so that none is half a number
     */
    static List<Bucket> of(@Nullable Double lowest, @Nullable Double highest, double width, List<Part> parts) {
        Map<Integer, Part> ranges = parts.stream()
                .filter(part -> part.range() != null)
                .collect(Collectors.toMap(Part::range, Function.identity()));
        return lowest == null || highest == null || ranges.isEmpty()
                ? parts.stream()
                        .map(part -> new Bucket(part.value(), null, null, part.before(), part.after()))
                        .toList()
                : ranges(lowest, highest, width, ranges);
    }

    private static List<Bucket> ranges(double lowest, double highest, double width, Map<Integer, Part> parts) {
        int ranges = lowest == highest ? 1 : (int) Math.min(RANGES, Math.floor((highest - lowest) / width) + 1);
        List<Bucket> buckets = new ArrayList<>();
        for (int range = 1; range <= ranges; range++) {
            Part part = parts.getOrDefault(range, new Part(null, range, 0, 0));
            double from = rounded(lowest + (range - 1) * width);
            double to = range == ranges ? highest : rounded(lowest + range * width);
            buckets.add(new Bucket(null, from, to, part.before(), part.after()));
        }
        return buckets;
    }

    // Scores have at most six decimals, and so tenths of their differences seven
    private static double rounded(double score) {
        return Math.round(score * 1e7) / 1e7;
    }
}
