package dev.reevaluate.openapi;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.openapi.changes.Change;
import dev.reevaluate.openapi.changes.ContractChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new page of the vendor changes, in words, and what our contract lacks of it. The new page lies beside the one that we
 * follow, under any other name.
 *
 * @param stops whether our contract breaks what a new page promises
 */
record UpstreamReport(String text, boolean stops) {

    private static final Path FOLLOWED = Path.of("bulk-evaluate-results-metrics.md");

    /** Takes the directory of the pages, and our contract. Ends the process with 1 where that breaks a new page. */
    public static void main(String[] args) throws IOException {
        try {
            UpstreamReport report = of(Path.of(args[0]), Path.of(args[1]));
            System.out.print(report.text());
            if (report.stops()) {
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static UpstreamReport of(Path directory, Path contract) throws IOException {
        try (Stream<Path> pages = Files.list(directory)) {
            List<Path> fresh = pages.filter(page -> page.toString().endsWith(".md") && !page.endsWith(FOLLOWED))
                    .sorted()
                    .toList();
            if (fresh.isEmpty()) {
                throw new IllegalArgumentException(
                        "There is no new page: put it into %s, beside %s".formatted(directory, FOLLOWED));
            }
            StringBuilder text = new StringBuilder();
            boolean stops = false;
            OpenApiDocument ours = OpenApiDocument.read(contract);
            for (Path page : fresh) {
                OpenApiDocument theirs = VendorPage.spec(page);
                List<String> missing = Upstream.missing(theirs.root(), ours.root());
                stops = stops || !missing.isEmpty();
                text.append(report(
                        page, ContractChanges.between(VendorPage.spec(directory.resolve(FOLLOWED)), theirs), missing));
            }
            return new UpstreamReport(text.toString(), stops);
        }
    }

    private static String report(Path page, List<Change> changes, List<String> missing) {
        return """
                %s

                The vendor changed:
                %s
                %s:
                %s
                %s
                """.formatted(
                        page.getFileName(),
                        lines(changes.stream()
                                .map(change -> (change.breaking() ? "breaking  " : "harmless  ") + change.sentence())),
                        (missing.isEmpty() ? "" : "STOP: ") + "openapi.yaml lacks",
                        lines(missing.stream()),
                        missing.isEmpty()
                                ? """
                                Our contract says all that the page says. Next:
                                  mv openapi/upstream/%s openapi/upstream/%s
                                  ./mvnw -q -pl openapi -am test-compile exec:java@spec""".formatted(page.getFileName(), FOLLOWED)
                                : "Next: mend openapi.yaml, until this ends without a STOP:\n  ./mvnw -q -pl openapi -am test-compile exec:java@upstream");
    }

    private static String lines(Stream<String> lines) {
        String all = lines.map(line -> "  " + line + "\n").collect(Collectors.joining());
        return all.isEmpty() ? "  nothing\n" : all;
    }
}
