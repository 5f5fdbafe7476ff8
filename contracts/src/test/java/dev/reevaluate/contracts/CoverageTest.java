package dev.reevaluate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.coverage.ContractFile;
import dev.reevaluate.contracttests.coverage.Coverage;
import dev.reevaluate.contracttests.coverage.CoverageReport;
import dev.reevaluate.contracttests.coverage.Element;
import dev.reevaluate.contracttests.junit.ContractFiles;
import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Nothing is declared that no contract promises, and nothing is promised that is not declared. */
class CoverageTest {

    static final String FOLDER = "contracts/src/test/resources/contracts";
    private static final ContractFiles FILES = new ContractFiles(CoverageTest.class);
    private static final OpenApiDocument DOCUMENT = FILES.document("openapi.yaml");
    private static final Policy POLICY = FILES.policy("contract-policy.yaml");
    private static final ApiUnderTest API = ApiUnderTest.of(DOCUMENT);
    private static final String BULK = "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post";

    @Test
    void everythingThatIsDeclaredIsCovered() throws IOException {
        Coverage coverage = coverage(json -> {}, contracts());
        CoverageReport report = new CoverageReport(coverage.elements(), "../src/test/resources/contracts/");
        Files.writeString(Path.of("target/coverage.md"), report.markdown());
        Files.writeString(Path.of("target/coverage.html"), report.html());

        System.out.printf("%s: contracts/target/coverage.html%n", report.summary());

        assertThat(coverage.missing(FOLDER)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void whatAContractAsksAndPromisesIsDeclared(ContractFile contract) {
        assertThat(objections(contract)).isEmpty();
    }

    @Test
    void aNewResponseWantsAContract() throws IOException {
        Coverage coverage = coverage(
                json -> at(json, BULK + "/responses").putObject("409").put("description", "Busy"), contracts());

        assertThat(missedBy(coverage))
                .containsExactly(
                        "The document declares the answer 409 for POST /test_framework/v1/results/bulk_evaluate_metrics/:"
                                + " no contract promises it. Add a file below contracts/src/test/resources/contracts,"
                                + " like bulk_evaluate/accepts_a_form.yml.");
    }

    @Test
    void aNewMediaTypeWantsAContract() throws IOException {
        Coverage coverage = coverage(
                json -> json.path("paths").properties().forEach(path -> {
                    if (path.getKey().endsWith("/metrics/")) {
                        ((ObjectNode) path.getValue().path("get"))
                                .putObject("requestBody")
                                .putObject("content")
                                .putObject("application/json")
                                .putObject("schema")
                                .put("type", "object")
                                .putObject("example");
                    }
                }),
                contracts());

        assertThat(missedBy(coverage))
                .singleElement()
                .asString()
                .contains("the media type application/json for GET /test_framework/v1/metrics/");
    }

    @Test
    void aWrongMethodIsPromisedForEachOperationOfItsPath() throws IOException {
        JsonNode post = DOCUMENT.root().at(BULK);
        Coverage coverage = coverage(json -> at(json, BULK.replace("/post", "")).set("put", post), contracts());

        assertThat(coverage.elements())
                .filteredOn(element -> element.operation().method().equals("PUT")
                        && element.name().equals("405"))
                .singleElement()
                .satisfies(element -> assertThat(element.contracts()).contains("bulk_evaluate/refuses_delete"));
    }

    @Test
    void aContractThatIsGoneIsMissed() throws IOException {
        List<ContractFile> fewer = contracts()
                .filter(contract -> !contract.name().endsWith("/refuses_a_project_key"))
                .toList();

        assertThat(missedBy(coverage(json -> {}, fewer.stream())))
                .singleElement()
                .asString()
                .startsWith("The document declares the answer 403 for GET /test_framework/billing/info/: no contract")
                .endsWith("like bulk_evaluate/refuses_a_read_only_key.yml.");
    }

    @Test
    void aNewKeywordIsCoveredByItsCases() throws IOException {
        Coverage coverage = coverage(
                json -> at(json, "/components/schemas/SchemaPostBulkEvaluateResultMetrics/properties/metric_ids")
                        .put("maxItems", 9),
                contracts());

        assertThat(missedBy(coverage)).isEmpty();
        assertThat(coverage.elements())
                .filteredOn(element -> element.name().equals("application/json, metric_ids, maxItems 9"))
                .filteredOn(element -> element.operation().path().endsWith("/bulk_evaluate_metrics/"))
                .singleElement()
                .satisfies(element -> assertThat(element.cases()).isEqualTo(2));
    }

    @Test
    void aRefusalCoversTheKeywordThatItsRequestBreaks() throws IOException {
        assertThat(coverage(json -> {}, contracts()).elements())
                .filteredOn(element -> element.name().equals("application/json, result_ids, maxItems 100"))
                .filteredOn(element -> element.operation().path().endsWith("/bulk_evaluate_metrics/"))
                .singleElement()
                .satisfies(element ->
                        assertThat(element.contracts()).containsExactly("bulk_evaluate/refuses_101_result_ids"));
    }

    @Test
    void aHeaderIsCoveredByItsCasesAndItsContracts() throws IOException {
        assertThat(coverage(json -> {}, contracts()).elements())
                .filteredOn(element -> element.name().startsWith("header, Idempotency-Key, "))
                .extracting(Element::name)
                .containsExactly(
                        "header, Idempotency-Key, type string",
                        "header, Idempotency-Key, minLength 1",
                        "header, Idempotency-Key, maxLength 255",
                        "header, Idempotency-Key, pattern ^[!-~]*$");
        assertThat(coverage(json -> {}, contracts()).elements())
                .filteredOn(element -> element.name().equals("header, Idempotency-Key, pattern ^[!-~]*$"))
                .singleElement()
                .satisfies(element -> assertThat(element.contracts())
                        .containsExactly("bulk_evaluate/refuses_an_idempotency_key_with_a_blank"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bulk_evaluate/accepts_json           | /request/body           | result_ids              | [x]       | result_ids[], type integer
            bulk_evaluate/accepts_json           | /request/headers        | X-CEKURA-API-KEY        | nobody    | the key is missing or unknown
            bulk_evaluate/refuses_an_unknown_key | /request/headers        | X-CEKURA-API-KEY        | demo-key  | the key is known
            bulk_evaluate/accepts_json           | /request/headers        | Content-Type            | text/html | the media type is not declared
            bulk_evaluate/refuses_plain_text     | /request/headers        | Content-Type            | application/json | the media type is declared
            bulk_evaluate/refuses_get            | /request                | method                  | POST      | the method is declared
            bulk_evaluate/refuses_get            | /response/headers       | Allow                   |           | the header Allow is missing
            bulk_evaluate/refuses_an_unknown_result | /response             | status                  | 404       | the document declares no 404
            bulk_evaluate/refuses_an_unknown_result | /response/body        | result_ids              | 5         | /result_ids: integer found, array expected
            results/shows_a_result               | /response/body          | agent                   |           | agent
            idempotency/1_accepts_a_request_with_a_key | /request/headers  | Idempotency-Key         | a b       | header=[Idempotency-Key, pattern ^[!-~]*$]
            results/lists_a_page                 | /request/queryParameters | page                   | 0         | query=[page, minimum 1]
            """)
    void aContractThatStraysIsNamed(String name, String place, String field, String value, String objection)
            throws IOException {
        JsonNode yaml = new YAMLMapper().readTree(Files.readAllBytes(Path.of("target/contracts", name + ".yml")));
        ObjectNode changed = (ObjectNode) yaml.at(place);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.set(field, new YAMLMapper().readTree(value));
        }
        byte[] body = yaml.at("/request/body").isMissingNode()
                ? new byte[0]
                : yaml.at("/request/body").toString().getBytes(StandardCharsets.UTF_8);

        assertThat(objections(ContractFile.of(name, yaml, body)))
                .anySatisfy(found ->
                        assertThat(found).startsWith(name + " promises ").contains(objection));
    }

    static Stream<ContractFile> contracts() throws IOException {
        return ContractFile.below(Path.of("target/contracts")).stream();
    }

    private static List<String> objections(ContractFile contract) {
        return Coverage.objectionsTo(contract, API, POLICY);
    }

    private static Coverage coverage(Consumer<JsonNode> change, Stream<ContractFile> contracts) {
        JsonNode json = DOCUMENT.root().deepCopy();
        change.accept(json);
        ApiUnderTest api = ApiUnderTest.of(OpenApiDocument.of(json.toString()));
        return Coverage.of(api, POLICY, Cases.of(api, POLICY), contracts.toList());
    }

    // What the document lacks already, another test tells
    private static List<String> missedBy(Coverage coverage) throws IOException {
        List<String> before = coverage(json -> {}, contracts()).missing(FOLDER).stream()
                .map(CoverageTest::element)
                .toList();
        return coverage.missing(FOLDER).stream()
                .filter(sentence -> !before.contains(element(sentence)))
                .toList();
    }

    private static String element(String sentence) {
        return sentence.substring(0, sentence.indexOf(": no contract"));
    }

    private static ObjectNode at(JsonNode json, String pointer) {
        return (ObjectNode) json.at(pointer);
    }
}
