package dev.reevaluate.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the documentation, whose examples and tables are promises. */
public record DocumentationPage(String text) {

    private static final Pattern METER = Pattern.compile("`(reevaluate_\\w+)[{`]");

    /** Reads a page of {@code docs/}. */
    public static DocumentationPage of(String name) throws IOException {
        return new DocumentationPage(Files.readString(Path.of("../docs", name)));
    }

    /** Returns the indented lines from the one that begins so to the end of their block, without the indentation. */
    public String code(String begin) {
        List<String> block = text.lines()
                .dropWhile(line -> !line.startsWith("    " + begin))
                .takeWhile(line -> line.startsWith("    ") || line.isBlank())
                .toList();
        assertThat(block).as("the example that begins with " + begin).isNotEmpty();
        return block.stream()
                .map(line -> line.isBlank() ? "" : line.substring(4))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Returns the settings of all tables with the default that each is said to have.
     *
     * @param prefix what their names begin with; empty where the head of their table says it
     */
    public Map<String, String> settings(String prefix) {
        Map<String, String> settings = new LinkedHashMap<>();
        Pattern row = Pattern.compile("^\\| (`.+?`) \\| ([^|]+) \\|.*", Pattern.MULTILINE);
        for (MatchResult match : row.matcher(text).results().toList()) {
            String[] names = match.group(1).split(", ", -1);
            String[] defaults = match.group(2).strip().split(", ", -1);
            for (int i = 0; i < names.length; i++) {
                String name = names[i].replace("`", "");
                if (prefix.isEmpty() ? !name.contains(".") : names[0].startsWith("`" + prefix)) {
                    settings.put(name.substring(name.lastIndexOf('.') + 1), defaults[Math.min(i, defaults.length - 1)]);
                }
            }
        }
        assertThat(settings).as("settings " + prefix).isNotEmpty();
        return settings;
    }

    /** Returns the names of the meters that the page speaks of. */
    public TreeSet<String> meters() {
        TreeSet<String> meters = METER.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(meters).isNotEmpty();
        return meters;
    }
}
