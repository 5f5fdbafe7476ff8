package dev.reevaluate.server.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one table that all benchmarks of a run print and write, a row for each thing that was measured. */
public final class BenchmarkTable {

    private static final Path FILE = Path.of(System.getProperty("benchmark.table", "target/benchmark.md"));

    private static final List<String> LINES =
            new ArrayList<>(List.of("| what | ours | floor of the same run | ratio | aim |", "|---|---|---|---|---|"));

    private BenchmarkTable() {}

    /**
     * Adds a row.
     *
     * @param ratio ours to the floor
     * @param aim what the ratio, or the figure itself, should be
     */
    public static void row(String what, String ours, String floor, double ratio, String aim) {
        add("| %s | %s | %s | %.2f | %s |".formatted(what, ours, floor, ratio, aim));
    }

    /** Adds a row of something that has no floor. */
    public static void row(String what, String ours, String aim) {
        add("| %s | %s | | | %s |".formatted(what, ours, aim));
    }

    /** Formats a number as English does, whatever the machine's language. */
    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @SuppressWarnings("SystemOut") // its purpose
    private static synchronized void add(String line) {
        LINES.add(line);
        System.out.println(line);
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.write(FILE, LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
