package dev.reevaluate.server.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds, in what PostgreSQL's programs say, why they failed. */
final class Reasons {

    private static final int LONGEST = 5;
    private static final Pattern FAILURE = Pattern.compile("\\b(FATAL|PANIC|ERROR|error|fatal):");
    private static final Pattern MORE = Pattern.compile("\\b(DETAIL|HINT|detail|hint):");
    private static final Pattern PREFIX = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[\\d+] ");

    private Reasons() {}

    /** Returns the last failure among the lines with its details, else the last lines; the other text where there is none. */
    static String in(List<String> lines, String otherwise) {
        List<String> said = lines.stream()
                .map(line -> PREFIX.matcher(line).replaceFirst("").strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> failure = new ArrayList<>();
        boolean within = false;
        for (String line : said) {
            if (FAILURE.matcher(line).find()) {
                failure.clear();
                failure.add(line);
                within = true;
            } else if (within && MORE.matcher(line).find()) {
                failure.add(line);
            } else {
                within = false;
            }
        }
        List<String> shown = failure.isEmpty() ? said : failure;
        String reason = String.join(" ", shown.subList(Math.max(0, shown.size() - LONGEST), shown.size()));
        return reason.isEmpty() ? otherwise : reason;
    }
}
