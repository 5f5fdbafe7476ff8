package dev.reevaluate.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor publishes a page that is another than the one we follow: here that of the first release, which stays as it is. */
class UpstreamReportTests {

    private static final Path FOLLOWED = Path.of("src/test/resources/page-of-the-first-release.md");
    private static final Path CONTRACT = Path.of("released/openapi-1.0.0.yaml");
    private static final String POST = "POST /test_framework/v1/results/bulk_evaluate_metrics/";

    @TempDir
    Path directory;

    @Test
    void aSmallerLimitBreaksAndOurContractSaysAnother() throws IOException {
        assertThat(reportOn(page().replace("maxItems: 100", "maxItems: 50"))).isEqualTo("""
                        new.md

                        The vendor changed:
                          breaking  %s, the request's body, `result_ids`: it takes at most 50 items, it took at most 100 items: callers that send more are refused now.

                        STOP: openapi.yaml lacks:
                          /components/schemas/SchemaPostBulkEvaluateResultMetrics/properties/result_ids/maxItems: the page says 50, the contract says 100

                        Next: mend openapi.yaml, until this ends without a STOP:
                          ./mvnw -q -pl openapi -am test-compile exec:java@upstream
                        """.formatted(POST));
    }

    @Test
    void aNewOptionalFieldAndANewStatusAreHarmlessAndLacking() throws IOException {
        String report = reportOn(page().replace(
                        "        metric_ids:", "        dry_run:\n          type: boolean\n        metric_ids:")
                .replace("        '400':", "        '402':\n          description: Payment required\n        '400':"));

        assertThat(report)
                .contains("harmless  " + POST + ", the request's body, `dry_run`: it is new.")
                .contains("harmless  " + POST
                        + ", the answer 402: it is new: a refusal that callers handle as any other.")
                .contains("/properties/dry_run: the page has it, the contract does not")
                .contains("/responses/402: the page has it, the contract does not");
    }

    @Test
    void threeChangesAtOnceAreEachToldOnceWithOneNextStep() throws IOException {
        assertThat(reportOn(page().replace("maxItems: 100", "maxItems: 50")
                        .replace(
                                "        metric_ids:", "        dry_run:\n          type: boolean\n        metric_ids:")
                        .replace(
                                "        '400':",
                                "        '402':\n          description: Payment required\n        '400':")))
                .isEqualTo("""
                        new.md

                        The vendor changed:
                          breaking  %1$s, the request's body, `result_ids`: it takes at most 50 items, it took at most 100 items: callers that send more are refused now.
                          harmless  %1$s, the request's body, `dry_run`: it is new.
                          harmless  %1$s, the answer 402: it is new: a refusal that callers handle as any other.

                        STOP: openapi.yaml lacks:
                          /paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post/responses/402: the page has it, the contract does not
                          /components/schemas/SchemaPostBulkEvaluateResultMetrics/properties/result_ids/maxItems: the page says 50, the contract says 100
                          /components/schemas/SchemaPostBulkEvaluateResultMetrics/properties/dry_run: the page has it, the contract does not

                        Next: mend openapi.yaml, until this ends without a STOP:
                          ./mvnw -q -pl openapi -am test-compile exec:java@upstream
                        """.formatted(POST));
    }

    @Test
    void aMediaTypeThatIsGoneIsBreakingThoughWeLackNothing() throws IOException {
        String report = reportOn(page().replaceFirst("          multipart/form-data:\n.*\n.*\n", ""));

        assertThat(report)
                .contains("breaking  " + POST
                        + ", the request's body: it can't be multipart/form-data any more: callers that send that are"
                        + " refused with 415 now.")
                .contains("openapi.yaml lacks:\n  nothing\n")
                .contains(
                        "Our contract says all that the page says. Next:\n  mv openapi/upstream/new.md"
                                + " openapi/upstream/bulk-evaluate-results-metrics.md\n  ./mvnw -q -pl openapi -am test-compile exec:java@spec\n");
    }

    @Test
    void otherWordsAreTold() throws IOException {
        assertThat(reportOn(page().replace("Metric IDs to re-evaluate", "Metrics to compute again")))
                .contains(
                        "harmless  " + POST + ", the request's body, `metric_ids`: its description reads \"Metrics to")
                .contains("/properties/metric_ids/description: the page says");
    }

    @Test
    void aPageThatChangesNothingIsToldSo() throws IOException {
        assertThat(reportOn(page()))
                .contains("The vendor changed:\n  nothing\n")
                .contains("lacks:\n  nothing\n");
    }

    @Test
    void aPageThatCantBeReadIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reportOn("# Only words"))
                .withMessageContaining("new.md holds no OpenAPI");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reportOn("````yaml\npaths: [\n````"))
                .withMessageContaining("new.md holds what can't be read")
                .withMessageContaining("line 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reportOn("````yaml\nopenapi: 3.1.0\ninfo: {title: a, version: b}\n````"))
                .withMessageContaining("new.md holds YAML without paths");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpstreamReport.of(Path.of("upstream"), CONTRACT))
                .withMessageContaining("There is no new page");
    }

    @Test
    void onlyAPageThatOurContractBreaksStops() throws IOException {
        assertThat(on(page().replace("maxItems: 100", "maxItems: 50")).stops()).isTrue();
        assertThat(on(page()).stops()).isFalse();
    }

    private String reportOn(String newPage) throws IOException {
        return on(newPage).text();
    }

    private UpstreamReport on(String newPage) throws IOException {
        Files.copy(
                FOLLOWED, directory.resolve("bulk-evaluate-results-metrics.md"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(directory.resolve("new.md"), newPage);
        return UpstreamReport.of(directory, CONTRACT);
    }

    private static String page() throws IOException {
        return Files.readString(FOLLOWED);
    }
}
