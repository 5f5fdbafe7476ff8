package dev.reevaluate.openapi.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Who has the last released contract is not broken by the next one, unless that was decided. */
class ReleaseTests {

    private static final String BREAK = "POST /test_framework/v1/results/bulk_evaluate_metrics/, the request's body,"
            + " `result_ids`: it takes at most 50 items, it took at most 100 items: callers that send more are refused now.";

    @Test
    void theContractBreaksNobodyWhoHasTheLastReleasedOne() throws IOException {
        Release last = Release.last(Path.of("released"));

        assertThat(last.objectionsTo(OpenApiDocument.read(Path.of("openapi.yaml"))))
                .as(
                        "openapi.yaml against the last released one. Undo the change; or put its sentence, the reason and the next"
                                + " major version into openapi/released/allowed-breaks.yaml")
                .isEmpty();
    }

    @Test
    void aBreakIsNamed() throws IOException {
        assertThat(release().objectionsTo(broken())).containsExactly(BREAK);
    }

    @Test
    void aBreakThatWasDecidedOnIsAllowed() throws IOException {
        assertThat(release(new Release.Allowed(BREAK, "the database can't take more", "2.0.0"))
                        .objectionsTo(broken()))
                .isEmpty();
    }

    @Test
    void aDecisionNeedsAReasonAndTheNextMajorVersion() throws IOException {
        assertThat(release(new Release.Allowed(BREAK, " ", "2.0.0")).objectionsTo(broken()))
                .containsExactly("allowed-breaks.yaml gives no reason for: " + BREAK);
        for (String version : List.of("1.1.0", "1.0.0", "2", "")) {
            assertThat(release(new Release.Allowed(BREAK, "because", version)).objectionsTo(broken()))
                    .containsExactly("allowed-breaks.yaml needs the next major version (2.0.0 or later), not \""
                            + version + "\", for: " + BREAK);
        }
    }

    @Test
    void aDecisionThatIsNotNeededIsToldSo() throws IOException {
        assertThat(release(new Release.Allowed(BREAK, "because", "2.0.0")).objectionsTo(released()))
                .containsExactly("allowed-breaks.yaml allows what does not happen: " + BREAK);
    }

    private static Release release(Release.Allowed... allowed) throws IOException {
        return new Release(List.of(1, 0, 0), released(), List.of(allowed));
    }

    private static OpenApiDocument broken() throws IOException {
        ObjectNode document = (ObjectNode) released().root();
        ((ObjectNode) document.at("/components/schemas/SchemaPostBulkEvaluateResultMetrics/properties/result_ids"))
                .put("maxItems", 50);
        return OpenApiDocument.of(document.toString());
    }

    private static OpenApiDocument released() throws IOException {
        return OpenApiDocument.read(Path.of("released/openapi-1.0.0.yaml"));
    }
}
