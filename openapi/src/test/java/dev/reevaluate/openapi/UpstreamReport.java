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
 */
public final class UpstreamReport {

    private static final Path FOLLOWED = Path.of("bulk-evaluate-results-metrics.md");

    private UpstreamReport() {}

    /** Takes the directory of the pages, and our contract. */
    public static void main(String[] args) throws IOException {
        try {
            System.out.print(of(Path.of(args[0]), Path.of(args[1])));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static String of(Path directory, Path contract) throws IOException {
        try (Stream<Path> pages = Files.list(directory)) {
            List<Path> fresh = pages.filter(page -> page.toString().endsWith(".md") && !page.endsWith(FOLLOWED))
                    .sorted()
                    .toList();
            if (fresh.isEmpty()) {
                throw new IllegalArgumentException(
                        "There is no new page: put it into %s, beside %s".formatted(directory, FOLLOWED));
            }
            StringBuilder report = new StringBuilder();
            for (Path page : fresh) {
                report.append(report(
                        page,
                        VendorPage.spec(directory.resolve(FOLLOWED)),
                        VendorPage.spec(page),
                        OpenApiDocument.read(contract)));
            }
            return report.toString();
        }
    }

    private static String report(Path page, OpenApiDocument followed, OpenApiDocument fresh, OpenApiDocument contract) {
        List<Change> changes = ContractChanges.between(followed, fresh);
        List<String> missing = Upstream.missing(fresh.root(), contract.root());
        return """
                %s

                The vendor changed:
                %s
                openapi.yaml lacks:
                %s
                %s
                """.formatted(
                        page.getFileName(),
                        lines(changes.stream()
                                .map(change -> (change.breaking() ? "breaking  " : "harmless  ") + change.sentence())),
                        lines(missing.stream()),
                        missing.isEmpty()
                                ? "Put the page in the place of " + FOLLOWED + ": our contract says all that it says."
                                : "Mend openapi.yaml, then put the page in the place of " + FOLLOWED + ".");
    }

    private static String lines(Stream<String> lines) {
        String all = lines.map(line -> "  " + line + "\n").collect(Collectors.joining());
        return all.isEmpty() ? "  nothing\n" : all;
    }
}
