package dev.reevaluate.openapi;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.openapi.changes.Change;
import dev.reevaluate.openapi.changes.ContractChanges;
import dev.reevaluate.openapi.changes.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What changed in the contract since its last release, what of it stops the build, and what to do next.
 *
 * @param changes since the last release
 * @param missing what the vendor's page says and the contract does not
 * @param objections breaks that nobody decided on
 */
record SpecReport(List<Change> changes, List<String> missing, List<String> objections) {

    /** Takes the directory of the openapi module. Ends the process with 1 where the build would stop. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        SpecReport report = of(
                OpenApiDocument.read(directory.resolve("openapi.yaml")),
                Release.last(directory.resolve("released")),
                VendorPage.spec(directory.resolve("upstream/bulk-evaluate-results-metrics.md")));
        System.out.print(report);
        if (report.stops()) {
            System.exit(1);
        }
    }

    static SpecReport of(OpenApiDocument contract, Release last, OpenApiDocument page) {
        return new SpecReport(
                ContractChanges.between(last.document(), contract),
                Upstream.missing(page.root(), contract.root()),
                last.objectionsTo(contract));
    }

    /** Returns whether something stops the build. */
    boolean stops() {
        return !missing.isEmpty() || !objections.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Changed since the last release:\n");
        text.append(lines(changes.stream().map(Change::toString)));
        if (!missing.isEmpty()) {
            text.append("\nSTOP: the vendor's page promises what openapi.yaml does not say:\n")
                    .append(lines(missing.stream()))
                    .append(
                            "Next: put it back. If the vendor changed its page, put the new page into openapi/upstream and run\n")
                    .append("  ./mvnw -q -pl openapi -am test-compile exec:java@upstream\n");
        }
        if (!objections.isEmpty()) {
            text.append("\nSTOP: callers of the last release break, and nobody decided that they may:\n")
                    .append(lines(objections.stream()))
                    .append("Next: undo it; or put each sentence, a reason and the next major version into")
                    .append(" openapi/released/allowed-breaks.yaml.\n");
        }
        if (!stops()) {
            text.append("""

                    Server and mock enforce it from their next start on. A new operation answers 501 until its delegate in
                    server/src/main/java/dev/reevaluate/server/web has the generated method.
                    Next: ./mvnw verify; it names each answer that no contract promises.
                    """);
        }
        return text.toString();
    }

    private static String lines(Stream<String> lines) {
        String all = lines.map(line -> "  " + line + "\n").collect(Collectors.joining());
        return all.isEmpty() ? "  nothing\n" : all;
    }
}
