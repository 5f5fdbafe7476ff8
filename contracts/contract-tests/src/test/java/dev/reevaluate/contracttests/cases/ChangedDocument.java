package dev.reevaluate.contracttests.cases;

import dev.reevaluate.contracttests.junit.ContractFiles;
import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Our own document with one change, and the cases that are derived of it. */
final class ChangedDocument {

    static final OpenApiDocument DOCUMENT = new ContractFiles(ChangedDocument.class).document("openapi.yaml");
    static final Policy POLICY = new ContractFiles(ChangedDocument.class).policy("cases-policy.yaml");
    static final String BODY = "/components/schemas/SchemaPostBulkEvaluateResultMetrics";
    static final String METRICS = "/paths/~1test_framework~1v1~1metrics~1/get";
    static final String BULK = "POST /test_framework/v1/results/bulk_evaluate_metrics/, ";

    private ChangedDocument() {}

    static List<String> names(Consumer<JsonNode> change) {
        return cases(change).stream().map(Case::name).toList();
    }

    static List<Case> cases(Consumer<JsonNode> change) {
        return changed(change).all();
    }

    static List<String> notSupported(Consumer<JsonNode> change) {
        return changed(change).unexpectedlyNotSupported(POLICY).stream()
                .map(NotSupported::toString)
                .toList();
    }

    static Cases changed(Consumer<JsonNode> change) {
        JsonNode json = DOCUMENT.root().deepCopy();
        change.accept(json);
        return Cases.of(ApiUnderTest.of(OpenApiDocument.of(json.toString())), POLICY);
    }

    static ObjectNode at(JsonNode json, String pointer) {
        return (ObjectNode) json.at(pointer);
    }
}
