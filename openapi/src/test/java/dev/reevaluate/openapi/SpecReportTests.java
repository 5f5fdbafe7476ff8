package dev.reevaluate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.openapi.changes.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Whoever changes the contract is told in one report what it means and what to do next. The changes are made to the first
 * release, which stays as it is: in the contract of today somebody may just have made one of them.
 */
class SpecReportTests {

    private static final String BULK = "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post";
    private static final String BODY = "/components/schemas/SchemaPostBulkEvaluateResultMetrics";
    private static final Path FIRST_RELEASE = Path.of("released/openapi-1.0.0.yaml");
    private static final String VENDOR = "STOP: the vendor's page promises";
    private static final String BREAK = "STOP: callers of the last release break";

    @Test
    void theContractAsItIsStopsNothing() throws IOException {
        OpenApiDocument contract = OpenApiDocument.read(Path.of("openapi.yaml"));

        assertThat(SpecReport.of(
                                contract,
                                contract,
                                Release.last(Path.of("released")),
                                VendorPage.spec(Path.of("upstream/bulk-evaluate-results-metrics.md")))
                        .toString())
                .doesNotContain("STOP");
    }

    @Test
    void whatIsCommittedIsToldApartFromWhatChangesNow() throws IOException {
        SpecReport report = report(contract ->
                object(contract, BODY + "/properties").putObject("note").put("type", "string"));

        assertThat(report.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.sentence()).contains("`note`"));
        assertThat(report.earlier()).isNotEmpty();
        assertThat(report.toString()).doesNotContain("501");
    }

    @Test
    void whereWhatIsCommittedIsNotKnownAllChangesAreTold() throws IOException {
        SpecReport report = SpecReport.of(committed(), null, firstRelease(), page());

        assertThat(report.earlier()).isEmpty();
        assertThat(report.changes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeIsReportedOnceWithTheNextStep(SpecChange change) throws IOException {
        SpecReport report = report(change.edit());

        assertThat(report.stops()).isEqualTo(!change.stops().isEmpty());
        assertThat(report.toString()).contains(change.says());
        assertThat(report.toString()
                        .lines()
                        .map(line ->
                                line.replaceFirst("breaking: |harmless: ", "").strip())
                        .filter(line -> !line.isEmpty()))
                .doesNotHaveDuplicates();
        List<String> stops = report.toString()
                .lines()
                .filter(line -> line.startsWith("STOP"))
                .toList();
        assertThat(stops).hasSameSizeAs(change.stops());
        assertThat(report.toString().lines().filter(line -> line.startsWith("Next: ")))
                .hasSize(Math.max(1, stops.size()));
        assertThat(change.stops())
                .allSatisfy(stop ->
                        assertThat(stops).anySatisfy(line -> assertThat(line).startsWith(stop)));
    }

    static List<SpecChange> changes() {
        return List.of(
                new SpecChange(
                        "an optional field",
                        "harmless: POST /test_framework/v1/results/bulk_evaluate_metrics/, the request's body, `note`: it is new.",
                        List.of(),
                        c -> object(c, BODY + "/properties").putObject("note").put("type", "string")),
                new SpecChange("a required field", "`note`: it is required, and new", List.of(BREAK), c -> {
                    object(c, BODY + "/properties").putObject("note").put("type", "string");
                    object(c, BODY).withArray("required").add("note");
                }),
                new SpecChange(
                        "a smaller list",
                        "`metric_ids`: it takes at most 20 items",
                        List.of(BREAK),
                        c -> object(c, BODY + "/properties/metric_ids").put("maxItems", 20)),
                new SpecChange(
                        "a new read operation",
                        "harmless: GET /test_framework/v1/agents/: the operation is new.",
                        List.of(),
                        c -> object(c, "/paths")
                                .set("/test_framework/v1/agents/", readOperation("agents-v1-list", "The agents"))),
                new SpecChange(
                        "another name of an operation that is in no release yet",
                        "in no release yet, so that no caller of one breaks:\n  GET /reevaluate/v1/drafts/: its operationId is `all`",
                        List.of(),
                        c -> object(c, "/paths/~1reevaluate~1v1~1drafts~1/get").put("operationId", "all")),
                new SpecChange(
                        "a removed refusal that is in no release yet",
                        "Changed now, of what is in no release yet, so that no caller of one breaks:\n"
                                + "  POST /test_framework/v1/results/bulk_evaluate_metrics/, the answer 409: it is gone:",
                        List.of(),
                        c -> object(c, BULK + "/responses").remove("409")),
                new SpecChange(
                        "another limit of what is in no release yet",
                        "`draft`: it takes at most 5 characters",
                        List.of(),
                        c -> object(c, BODY + "/properties/draft").put("maxLength", 5)),
                new SpecChange(
                        "a field that is in no release yet, and gone again",
                        "`draft`: it is gone",
                        List.of(),
                        c -> object(c, BODY + "/properties").remove("draft")),
                new SpecChange(
                        "an operation that is in no release yet, and gone again",
                        "GET /reevaluate/v1/drafts/: the operation is gone",
                        List.of(),
                        c -> object(c, "/paths").remove("/reevaluate/v1/drafts/")),
                new SpecChange(
                        "a renamed field of the vendor's page", "`metric_ids`: it is gone", List.of(VENDOR), c -> {
                            ObjectNode fields = object(c, BODY + "/properties");
                            fields.set("metrics", fields.remove("metric_ids"));
                        }),
                new SpecChange(
                        "a renamed field that is required",
                        "`metrics`: it is required, and new",
                        List.of(VENDOR),
                        c -> {
                            ObjectNode fields = object(c, BODY + "/properties");
                            fields.set("metrics", fields.remove("metric_ids"));
                            object(c, BODY)
                                    .putArray("required")
                                    .add("result_ids")
                                    .add("metrics");
                        }),
                new SpecChange(
                        "a renamed field of the vendor's page, and a required one",
                        "`note`: it is required, and new",
                        List.of(VENDOR, BREAK),
                        c -> {
                            ObjectNode fields = object(c, BODY + "/properties");
                            fields.set("metrics", fields.remove("metric_ids"));
                            fields.putObject("note").put("type", "string");
                            object(c, BODY).withArray("required").add("note");
                        }),
                new SpecChange(
                        "a removed response of the vendor's page",
                        "/responses/400: the page has it",
                        List.of(VENDOR),
                        c -> object(c, BULK + "/responses").remove("400")),
                new SpecChange("a new value in an answer", "it may be paused, too", List.of(BREAK), c -> {
                    JsonNode status = c.findParents("enum").stream()
                            .filter(node -> node.path("enum").toString().contains("completed"))
                            .findFirst()
                            .orElseThrow();
                    ((ObjectNode) status).withArray("enum").add("paused");
                }));
    }

    private static ObjectNode readOperation(String id, String answer) {
        return (ObjectNode) new YAMLMapper()
                .readTree("{get: {operationId: %s, responses: {'200': {description: %s}}}}".formatted(id, answer));
    }

    private static ObjectNode object(JsonNode contract, String pointer) {
        return (ObjectNode) contract.at(pointer);
    }

    private static SpecReport report(Consumer<JsonNode> edit) throws IOException {
        JsonNode contract = committed().root().deepCopy();
        edit.accept(contract);
        return SpecReport.of(OpenApiDocument.of(contract.toString()), committed(), firstRelease(), page());
    }

    // With an operation, a field and a refusal that are in no release yet
    private static OpenApiDocument committed() throws IOException {
        JsonNode contract = firstRelease().document().root().deepCopy();
        object(contract, "/paths").set("/reevaluate/v1/drafts/", readOperation("drafts", "The drafts"));
        object(contract, BODY + "/properties").putObject("draft").put("type", "string");
        object(contract, BULK + "/responses").putObject("409").put("description", "Busy");
        return OpenApiDocument.of(contract.toString());
    }

    private static Release firstRelease() throws IOException {
        return new Release(List.of(1, 0, 0), OpenApiDocument.read(FIRST_RELEASE), List.of());
    }

    // The vendor's operation, as that release has it
    private static OpenApiDocument page() throws IOException {
        JsonNode page = firstRelease().document().root().deepCopy();
        object(page, "/paths")
                .retain(object(page, "/paths").propertyNames().stream()
                        .filter(path -> path.endsWith("/bulk_evaluate_metrics/"))
                        .toList());
        return OpenApiDocument.of(page.toString());
    }

    /** An edit of the contract, a part of what the report says about it, and the reasons for which it stops the build. */
    record SpecChange(String name, String says, List<String> stops, Consumer<JsonNode> edit) {

        @Override
        public String toString() {
            return name;
        }
    }
}
