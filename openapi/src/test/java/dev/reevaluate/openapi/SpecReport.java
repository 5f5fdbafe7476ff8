package dev.reevaluate.openapi;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import dev.reevaluate.openapi.changes.Change;
import dev.reevaluate.openapi.changes.ContractChanges;
import dev.reevaluate.openapi.changes.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed in the contract since its last release, what of it stops the build, and what to do next.
 *
 * @param changes since the last commit
 * @param earlier since the last release, and committed
 * @param unreleased since the last commit, of what is in no release yet
 * @param missing what the vendor's page says and the contract does not
 * @param alsoBroken breaks that are none any more once that is put back
 * @param objections other breaks that nobody decided on
 */
record SpecReport(
        List<Change> changes,
        List<Change> earlier,
        List<String> unreleased,
        List<String> missing,
        List<String> alsoBroken,
        List<String> objections) {

    /** Takes the directory of the openapi module. Ends the process with 1 where the build would stop. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        SpecReport report = of(
                OpenApiDocument.read(directory.resolve("openapi.yaml")),
                committed(directory),
                Release.last(directory.resolve("released")),
                VendorPage.spec(directory.resolve("upstream/bulk-evaluate-results-metrics.md")));
        System.out.print(report);
        if (report.stops()) {
            System.exit(1);
        }
    }

    static SpecReport of(
            OpenApiDocument contract, @Nullable OpenApiDocument committed, Release last, OpenApiDocument page) {
        List<Change> all = ContractChanges.between(last.document(), contract);
        List<Change> known = committed == null ? List.of() : ContractChanges.between(last.document(), committed);
        List<String> missing = Upstream.missing(page.root(), contract.root());
        List<String> broken = last.objectionsTo(contract);
        List<String> objections = missing.isEmpty() ? broken : objectionsWithoutThePages(broken, contract, last, page);
        return new SpecReport(
                all.stream().filter(change -> !known.contains(change)).toList(),
                all.stream().filter(known::contains).toList(),
                committed == null ? List.of() : unreleased(all, known, ContractChanges.between(committed, contract)),
                missing,
                broken.stream().filter(one -> !objections.contains(one)).toList(),
                objections);
    }

    // Held against the last release it does not show: what is new to it may be new in another way, or be gone again
    private static List<String> unreleased(List<Change> all, List<Change> known, List<Change> now) {
        Set<String> told = all.stream()
                .filter(change -> !known.contains(change))
                .map(SpecReport::place)
                .collect(Collectors.toSet());
        return now.stream()
                .filter(change -> !told.contains(place(change)))
                .map(Change::sentence)
                .toList();
    }

    private static String place(Change change) {
        return change.sentence().split(": ", 2)[0];
    }

    // Whoever puts back what the page says has mended the others with it
    private static List<String> objectionsWithoutThePages(
            List<String> broken, OpenApiDocument contract, Release last, OpenApiDocument page) {
        List<String> stay = last.objectionsTo(OpenApiDocument.of(
                Upstream.restored(page.root(), contract.root()).toString()));
        return broken.stream().filter(stay::contains).toList();
    }

    // Null where it is not known: without git, in a copy of the sources, or where the document has several files
    private static @Nullable OpenApiDocument committed(Path directory) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "show", "HEAD:./openapi.yaml")
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? OpenApiDocument.of(text) : null;
        } catch (IOException | UnsupportedSpecFeatureException unknown) {
            return null;
        }
    }

    /** Returns whether something stops the build. */
    boolean stops() {
        return !missing.isEmpty() || !objections.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!earlier.isEmpty()) {
            text.append("Changed since the last release, and committed:\n")
                    .append(lines(earlier.stream().filter(this::isDecided).map(Change::toString)));
        }
        List<Change> decided = changes.stream().filter(this::isDecided).toList();
        if (!decided.isEmpty() || (!stops() && unreleased.isEmpty())) {
            text.append(earlier.isEmpty() ? "" : "\n")
                    .append("Changed now:\n")
                    .append(lines(decided.stream().map(Change::toString)));
        }
        if (!unreleased.isEmpty()) {
            text.append("\nChanged now, of what is in no release yet, so that no caller of one breaks:\n")
                    .append(lines(unreleased.stream()));
        }
        if (!missing.isEmpty()) {
            text.append("\nSTOP: the vendor's page promises what openapi.yaml does not say:\n")
                    .append(lines(missing.stream()));
            if (!alsoBroken.isEmpty()) {
                text.append("By that, callers of the last release break:\n").append(lines(alsoBroken.stream()));
            }
            text.append(
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
            text.append("\nServer and mock enforce it from their next start on.");
            if (changes.stream().anyMatch(change -> change.sentence().endsWith(ContractChanges.NEW_OPERATION))) {
                text.append(" A new operation answers 501 until its delegate\n")
                        .append("in server/src/main/java/dev/reevaluate/server/web has the generated method.");
            }
            text.append("\nNext: ./mvnw verify; it names each answer that no contract promises,")
                    .append(" and each that the server gives and openapi.yaml lacks.\n");
        }
        return text.toString();
    }

    // Any other is told by what it stops
    private boolean isDecided(Change change) {
        return !objections.contains(change.sentence()) && !alsoBroken.contains(change.sentence());
    }

    private static String lines(Stream<String> lines) {
        String all = lines.map(line -> "  " + line + "\n").collect(Collectors.joining());
        return all.isEmpty() ? "  nothing\n" : all;
    }
}
