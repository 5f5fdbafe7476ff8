package dev.reevaluate.server.kills;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What came of the kills of one run. */
final class Figures {

    private static final String ROW = "| %-34s | %5s | %8s | %7s | %8s | %10s | %4s | %7s | %12s | %11s | %8s | %14s |";

    private final List<Line> lines = new ArrayList<>();

    /**
     * What came of one kill, or of several.
     *
     * @param answered requests that were answered 200, before or after it
     * @param cutOff requests that it left without an answer
     * @param scored pairs
     * @param left pairs of these that it left to the next server
     * @param lost scores that were charged for and not written
     * @param doubled scores that were written once too often
     * @param eventsRepeated webhooks that were sent again
     * @param asked calls of the judge
     * @param repeated calls of the judge for what it had been asked before
     * @param repeatedAtMost what these may be
     * @param balance credits after it
     */
    record Line(
            Kill kill,
            long answered,
            long cutOff,
            long scored,
            long left,
            long lost,
            long doubled,
            long eventsRepeated,
            long asked,
            long repeated,
            long repeatedAtMost,
            BigDecimal balance) {

        @Override
        public String toString() {
            return ("%d requests answered, %d cut off; %d pairs scored, %d of them left over; %d events sent again; %d judge calls, %d repeated"
                            + " of at most %d; balance %s")
                    .formatted(
                            answered, cutOff, scored, left, eventsRepeated, asked, repeated, repeatedAtMost, balance);
        }
    }

    void add(Line line) {
        lines.add(line);
    }

    /** The table, by kind and moment. */
    String table() {
        Map<String, List<Line>> groups = new TreeMap<>();
        for (Line line : lines) {
            Kill kill = line.kill();
            groups.computeIfAbsent(Kill.words(kill.way()) + " at " + Kill.words(kill.moment()), k -> new ArrayList<>())
                    .add(line);
        }
        List<String> table = new ArrayList<>();
        table.add(ROW.formatted(
                "end",
                "times",
                "answered",
                "cut off",
                "scored",
                "left over",
                "lost",
                "doubled",
                "events again",
                "judge calls",
                "repeated",
                "at most by one"));
        groups.forEach((name, group) -> table.add(row(name, group)));
        table.add(row("all", lines));
        return String.join("\n", table);
    }

    private static String row(String name, List<Line> group) {
        return ROW.formatted(
                name,
                group.size(),
                sum(group, Line::answered),
                sum(group, Line::cutOff),
                sum(group, Line::scored),
                sum(group, Line::left),
                sum(group, Line::lost),
                sum(group, Line::doubled),
                sum(group, Line::eventsRepeated),
                sum(group, Line::asked),
                sum(group, Line::repeated),
                group.stream().mapToLong(Line::repeated).max().orElse(0));
    }

    private static long sum(List<Line> group, ToLongFunction<Line> figure) {
        return group.stream().mapToLong(figure).sum();
    }
}
