package dev.reevaluate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The vendor's page is a promise: our contract adds to it, and takes nothing away. */
class UpstreamTests {

    private static final String OPERATION = "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post";
    private static final String BODY = "/components/schemas/SchemaPostBulkEvaluateResultMetrics";

    @Test
    void ourContractSaysAllThatTheVendorsPageSays() throws IOException {
        JsonNode page = VendorPage.spec(Path.of("upstream/bulk-evaluate-results-metrics.md"))
                .root();

        assertThat(Upstream.missing(
                        page, OpenApiDocument.read(Path.of("openapi.yaml")).root()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfWhatThePageSaysIsNoticed(Change change) throws IOException {
        ObjectNode contract = firstRelease();
        change.edit().accept(contract);

        assertThat(Upstream.missing(page(), contract))
                .singleElement()
                .asString()
                .startsWith(change.expectedAt());
    }

    @Test
    void whatThePageWritesInPlaceOursMayReferTo() throws IOException {
        ObjectNode contract = firstRelease();
        ObjectNode answer = object(contract, OPERATION + "/responses/400/content/application~1json");
        object(contract, "/components/schemas").set("Refusal", answer.path("schema"));

        answer.putObject("schema").put("$ref", "#/components/schemas/Refusal");

        assertThat(Upstream.missing(page(), contract)).isEmpty();
        object(contract, "/components/schemas/Refusal").removeAll();
        assertThat(Upstream.missing(page(), contract)).isNotEmpty();
    }

    static List<Change> changes() {
        return List.of(
                new Change(
                        "a smaller limit",
                        BODY + "/properties/result_ids/maxItems",
                        c -> object(c, BODY + "/properties/result_ids").put("maxItems", 50)),
                new Change(
                        "another type",
                        BODY + "/properties/metric_ids/items/type",
                        c -> object(c, BODY + "/properties/metric_ids/items").put("type", "string")),
                new Change(
                        "a field that is optional now",
                        BODY + "/required",
                        c -> object(c, BODY).putArray("required").add("result_ids")),
                new Change(
                        "a media type less",
                        OPERATION + "/requestBody/content/multipart~1form-data",
                        c -> object(c, OPERATION + "/requestBody/content").remove("multipart/form-data")),
                new Change(
                        "another path",
                        OPERATION.substring(0, OPERATION.lastIndexOf('/')),
                        c -> object(c, "/paths").remove("/test_framework/v1/results/bulk_evaluate_metrics/")),
                new Change(
                        "another key",
                        "/components/securitySchemes/api_key/name",
                        c -> object(c, "/components/securitySchemes/api_key").put("name", "X-API-KEY")),
                new Change(
                        "a status less",
                        OPERATION + "/responses/400",
                        c -> object(c, OPERATION + "/responses").remove("400")),
                new Change(
                        "other words",
                        OPERATION + "/description",
                        c -> object(c, OPERATION).put("description", "Other")));
    }

    private static ObjectNode object(JsonNode contract, String pointer) {
        return (ObjectNode) contract.at(pointer);
    }

    // What is changed of it here is not changed already, as today it might be
    private static ObjectNode firstRelease() throws IOException {
        return (ObjectNode)
                OpenApiDocument.read(Path.of("released/openapi-1.0.0.yaml")).root();
    }

    private static JsonNode page() throws IOException {
        return VendorPage.spec(Path.of("src/test/resources/page-of-the-first-release.md"))
                .root();
    }

    /** An edit of our contract that the page forbids, and where it must be noticed. */
    record Change(String name, String expectedAt, Consumer<JsonNode> edit) {

        @Override
        public String toString() {
            return name;
        }
    }
}
