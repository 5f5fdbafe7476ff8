package dev.reevaluate.openapi.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A released contract, changed in one place each: the verdict, and the sentence. */
class ChangesTests {

    private static final String BULK = "POST /test_framework/v1/results/bulk_evaluate_metrics/";
    private static final JsonMapper JSON = new JsonMapper();

    private static final Path RELEASED = Path.of("released/openapi-1.0.0.yaml");

    // Short for what the table is full of
    private static final String POST = "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post";
    private static final String BODY = "/components/schemas/SchemaPostBulkEvaluateResultMetrics";
    private static final String LIST = "/paths/~1test_framework~1v1~1results~1/get";
    private static final String RUNS = "/paths/~1test_framework~1v1~1runs~1bulk~1/get";
    private static final String GONE = "-";

    @Test
    void nothingChangedIsNoChange() throws IOException {
        assertThat(between(contract(), contract())).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            # What callers send: less is breaking
            BODY/properties/result_ids/maxItems         | 50         | breaking | POST, the request's body, `result_ids`: it takes at most 50 items, it took at most 100 items: callers that send more are refused now.
            BODY/properties/result_ids/maxItems         | 200        | harmless | POST, the request's body, `result_ids`: it takes at most 200 items, it was at most 100 items.
            BODY/properties/result_ids/maxItems         | -          | harmless | POST, the request's body, `result_ids`: it takes any, it was at most 100 items.
            BODY/properties/result_ids/minItems         | 2          | breaking | POST, the request's body, `result_ids`: it takes at least 2 items, it took at least 1 items: callers that send less are refused now.
            BODY/properties/metric_ids/minItems         | 0          | harmless | POST, the request's body, `metric_ids`: it takes at least 0 items, it was at least 1 items.
            BODY/properties/metric_ids/maxItems         | 10         | breaking | POST, the request's body, `metric_ids`: it takes at most 10 items, it took any: callers that send more are refused now.
            BODY/properties/metric_ids/items/type       | "string"   | breaking | POST, the request's body, `metric_ids`, each item: it takes string, it took integer: callers that send integer are refused now.
            BODY/properties/metric_ids/items/type       | "number"   | harmless | POST, the request's body, `metric_ids`, each item: its type is number, it was integer.
            BODY/properties/metric_ids/items/format     | "int64"    | breaking | POST, the request's body, `metric_ids`, each item: its format is int64, it was any: callers that send other values are refused now.
            BODY/properties/metric_ids/items/enum       | [1, 2]     | breaking | POST, the request's body, `metric_ids`, each item: it takes only 1, 2 now: callers that send anything else are refused.
            BODY/properties/metric_ids/items/minimum    | 1          | breaking | POST, the request's body, `metric_ids`, each item: it takes at least 1, it took any: callers that send less are refused now.
            BODY/properties/metric_ids/uniqueItems      | true       | breaking | POST, the request's body, `metric_ids`: its uniqueItems changed from nothing to true: count on it that some values are no longer what they were.
            BODY/properties/metric_ids                  | -          | breaking | POST, the request's body, `metric_ids`: it is gone: what callers send in it is no longer heard.
            BODY/properties/note                        | {}         | harmless | POST, the request's body, `note`: it is new.
            BODY/required                               | ["result_ids"] | harmless | POST, the request's body, `metric_ids`: it is optional, it was required.
            BODY/required                               | ["metric_ids", "result_ids", "note"] | breaking | POST, the request's body, `note`: it is required, and new: callers that leave it out are refused now.
            BODY/additionalProperties                   | false      | breaking | POST, the request's body: it takes no other fields, it ignored them: callers that send others are refused now.
            BODY/allOf                                  | [{}]       | breaking | POST, the request's body: its allOf changed from nothing to [{}]: count on it that some values are no longer what they were.
            POST/requestBody/content/multipart~1form-data | -        | breaking | POST, the request's body: it can't be multipart/form-data any more: callers that send that are refused with 415 now.
            POST/requestBody/content/text~1csv          | {}         | harmless | POST, the request's body: it can be text/csv, too.
            LIST/parameters/0/schema/minimum            | 2          | breaking | LIST, query parameter `page`: it takes at least 2, it took at least 1: callers that send less are refused now.
            LIST/parameters/0/schema/default            | 2          | breaking | LIST, query parameter `page`: it means 2 where it is left out, it meant 1: callers that leave it out get something else now.
            LIST/parameters/0/schema/format             | "int32"    | breaking | LIST, query parameter `page`: its format is int32, it was int64: callers that send other values are refused now.
            LIST/parameters/0/schema/type               | "string"   | breaking | LIST, query parameter `page`: its type is string, it was integer: what callers send is still taken, but generated clients have another type for it.
            LIST/parameters/0/schema/type               | "boolean"  | breaking | LIST, query parameter `page`: it takes boolean, it took integer: callers that send integer are refused now.
            LIST/parameters/0/required                  | true       | breaking | LIST, query parameter `page`: it is required, it was optional: callers that leave it out are refused now.
            LIST/parameters/4                           | -          | breaking | LIST, query parameter `search`: it is gone: callers that send it are no longer heard.
            LIST/parameters/4/schema/pattern            | "^x"       | breaking | LIST, query parameter `search`: it must match ^x, it was free: callers whose values do not are refused now.
            LIST/parameters/5                           | {"name": "sort", "in": "query", "schema": {}} | harmless | LIST, query parameter `sort`: it is new, and optional.
            LIST/parameters/5                           | {"name": "sort", "in": "query", "required": true, "schema": {}} | breaking | LIST, query parameter `sort`: it is new, and required: callers that do not know it are refused now.
            LIST/parameters/4/explode                   | false      | breaking | LIST, query parameter `search`: its explode changed: the values of a list are written in another way now.
            LIST/parameters/5                           | {"name": "X-Sort", "in": "header", "schema": {}} | harmless | LIST, header parameter `x-sort`: it is new, and optional.
            LIST/parameters/5                           | {"name": "X-Sort", "in": "header", "required": true, "schema": {}} | breaking | LIST, header parameter `x-sort`: it is new, and required: callers that do not know it are refused now.
            RUNS/parameters/0/schema/pattern            | -          | harmless | RUNS, query parameter `run_ids`: its pattern is free, it was ^[0-9]+(,[0-9]+)*$.
            RUNS/parameters/0/required                  | false      | harmless | RUNS, query parameter `run_ids`: it is optional, it was required.

            # What callers receive: other than they know is breaking
            /components/schemas/BillingInfo/properties/credits_used | -         | breaking | BILLING, the answer 200, `credits_used`: it is gone: callers that read it find nothing.
            /components/schemas/BillingInfo/properties/credits_used/type | "number" | breaking | BILLING, the answer 200, `credits_used`: it may be number, it was string: callers do not expect number.
            /components/schemas/BillingInfo/properties/credits_used/type | ["string", "null"] | breaking | BILLING, the answer 200, `credits_used`: it may be null, string, it was string: callers do not expect null.
            /components/schemas/BillingInfo/properties/organization/format | - | breaking | BILLING, the answer 200, `organization`: its format is any, it was int64: callers do not expect other values.
            /components/schemas/BillingInfo/properties/organization/format | "int32" | harmless | BILLING, the answer 200, `organization`: its format is int32, it was int64.
            /components/schemas/BillingInfo/properties/balance_expiry/format | "date" | breaking | BILLING, the answer 200, `balance_expiry`: its format is date, it was date-time: callers do not expect other values.
            /components/schemas/BillingInfo/properties/currency | {"type": "string"} | harmless | BILLING, the answer 200, `currency`: it is new.
            /components/schemas/BillingInfo/required    | []         | breaking | BILLING, the answer 200, `balance_expiry`: it may be missing, it was always there: callers that rely on it fail.
            /components/schemas/MetricList/properties/eval_type/enum | ["binary", "numeric", "enum"] | harmless | METRICS, the answer 200, each item, `eval_type`: its values are binary, numeric, enum now.
            /components/schemas/MetricList/properties/eval_type/enum | ["binary", "continuous_qualitative", "numeric", "enum", "new"] | breaking | METRICS, the answer 200, each item, `eval_type`: it may be new, too: callers that know only binary, continuous_qualitative, numeric, enum do not expect it.
            /components/schemas/MetricList/properties/eval_type/enum | - | breaking | METRICS, the answer 200, each item, `eval_type`: it may be any value, it was one of binary, continuous_qualitative, numeric, enum: callers do not expect others.
            /components/schemas/MetricList/properties/project/type | "integer" | harmless | METRICS, the answer 200, each item, `project`: its type is integer, it was integer, null.
            /components/schemas/MetricList/properties/name/maxLength | 500 | harmless | METRICS, the answer 200, each item, `name`: it has at most 500 characters, it was at most 255 characters.
            POST/responses/200                          | -          | breaking | POST, the answer 200: it is gone: callers that wait for it never see it.
            POST/responses/202                          | {"description": "New."} | breaking | POST, the answer 202: it is new: callers do not know this success.
            POST/responses/409                          | {"description": "New."} | harmless | POST, the answer 409: it is new: a refusal that callers handle as any other.
            POST/responses/503                          | -          | harmless | POST, the answer 503: it is gone: ./mvnw verify says where the server still gives it.
            POST/responses/400/content/application~1json/schema/additionalProperties/items/type | "object" | breaking | POST, the answer 400, other fields, each item: it may be object, it was string: callers do not expect object.
            POST/responses/400/content                  | -          | breaking | POST, the answer 400: it has no body of application/json any more: callers that read it find nothing.

            # How it is called
            POST                                        | -          | breaking | POST: the operation is gone: whoever calls it gets 404 or 405.
            POST/operationId                            | "bulk"     | breaking | POST: its operationId is `bulk`, it was `bulk-evaluate-result-metrics_2`: generated clients call it by another name.
            POST/tags                                   | ["Bulk"]   | breaking | POST: its tag is Bulk, it was Results: generated clients have it in another class.
            POST/security                               | []         | harmless | POST: no key is needed any more.
            POST/deprecated                             | true       | harmless | POST: it is deprecated now.
            POST/description                            | "Other."   | harmless | POST: its description reads "Other." now.
            /paths/~1new                                | {"get": {}} | harmless | GET /new: the operation is new.
            /servers/1                                  | -          | breaking | https://api.cekura.ai: this server is no longer named: callers that use its address lose it.
            """)
    void oneChangeHasOneVerdict(String pointer, String value, String verdict, String sentence) throws IOException {
        JsonNode changed = contract();
        put(changed, pointer(pointer), value);

        List<Change> changes = between(contract(), changed);

        assertThat(changes).hasToString("[" + verdict + ": " + spelledOut(sentence) + "]");
    }

    @Test
    void aChangedKeyBreaksEveryOperation() throws IOException {
        JsonNode changed = contract();
        put(changed, "/components/securitySchemes/api_key/name", "\"X-API-KEY\"");

        assertThat(between(contract(), changed))
                .hasSize(6)
                .allMatch(Change::breaking)
                .extracting(Change::sentence)
                .contains(BULK + ": the caller must send apiKey in the header `X-API-KEY`, it was apiKey in the header"
                        + " `X-CEKURA-API-KEY`: who does not is refused now.");
    }

    @Test
    void aRequiredFieldThatIsGoneIsToldOnce() throws IOException {
        JsonNode changed = contract();
        put(changed, BODY + "/properties/metric_ids", GONE);
        put(changed, BODY + "/required", "[\"result_ids\"]");
        put(changed, "/components/schemas/BillingInfo/properties/balance_expiry", GONE);
        put(changed, "/components/schemas/BillingInfo/required", "[]");

        assertThat(between(contract(), changed))
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.toString()).contains("breaking: ", "`: it is gone: "));
    }

    @Test
    void aMovedParameterIsGoneThereAndNewHere() throws IOException {
        JsonNode changed = contract();
        put(changed, RUNS + "/parameters/0/in", "\"header\"");

        assertThat(between(contract(), changed))
                .extracting(Change::toString)
                .containsExactly(
                        "breaking: GET /test_framework/v1/runs/bulk/, query parameter `run_ids`: it is gone: callers that send it are"
                                + " no longer heard.",
                        "breaking: GET /test_framework/v1/runs/bulk/, header parameter `run_ids`: it is new, and required: callers"
                                + " that do not know it are refused now.");
    }

    @Test
    void aHeaderIsTheSameInAnyCaseAndItsValuesAreCompared() throws IOException {
        JsonNode before = contract();
        put(
                before,
                LIST + "/parameters/5",
                "{\"name\": \"X-Sort\", \"in\": \"header\", \"schema\": {\"maxLength\": 9}}");
        JsonNode changed = contract();
        put(
                changed,
                LIST + "/parameters/5",
                "{\"name\": \"x-sort\", \"in\": \"header\", \"schema\": {\"maxLength\": 5}}");

        assertThat(between(before, changed))
                .extracting(Change::toString)
                .containsExactly(
                        "breaking: GET /test_framework/v1/results/, header parameter `x-sort`: it takes at most 5"
                                + " characters, it took at most 9 characters: callers that send more are refused now.");
        assertThat(between(changed, contract()))
                .extracting(Change::toString)
                .containsExactly("breaking: GET /test_framework/v1/results/, header parameter `x-sort`: it is gone:"
                        + " callers that send it are no longer heard.");
    }

    @Test
    void aHeaderThatOpenApiIgnoresIsNoParameter() throws IOException {
        JsonNode changed = contract();
        put(changed, LIST + "/parameters/5", "{\"name\": \"Accept\", \"in\": \"header\", \"required\": true}");

        assertThat(between(contract(), changed)).isEmpty();
    }

    @Test
    void anotherNameForAPathParameterBreaksNobody() throws IOException {
        JsonNode changed = OpenApiDocument.of(Files.readString(RELEASED)
                        .replace("/results/{id}/", "/results/{result_id}/")
                        .replace("- name: id\n          in: path", "- name: result_id\n          in: path"))
                .root();

        assertThat(between(contract(), changed)).isEmpty();
    }

    @Test
    void aSchemaThatContainsItselfIsComparedOnce() throws IOException {
        JsonNode before = contract();
        put(before, "/components/schemas/Run/properties/again", "{\"$ref\": \"#/components/schemas/Run\"}");
        JsonNode changed = before.deepCopy();
        put(changed, "/components/schemas/Run/properties/success/type", "\"string\"");

        assertThat(between(before, changed)).isNotEmpty().allMatch(Change::breaking);
    }

    private static List<Change> between(JsonNode before, JsonNode after) {
        return ContractChanges.between(OpenApiDocument.of(before.toString()), OpenApiDocument.of(after.toString()));
    }

    private static void put(JsonNode document, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1).replace("~1", "/");
        if (parent instanceof ArrayNode list) {
            if (value.equals(GONE)) {
                list.remove(Integer.parseInt(name));
            } else {
                list.add(JSON.readTree(value));
            }
        } else if (value.equals(GONE)) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
    }

    private static String pointer(String shortened) {
        return shortened
                .replaceFirst("^POST", POST)
                .replaceFirst("^BODY", BODY)
                .replaceFirst("^LIST", LIST)
                .replaceFirst("^RUNS", RUNS);
    }

    private static String spelledOut(String sentence) {
        return sentence.replaceFirst("^POST\\b(?! /)", BULK)
                .replaceFirst("^LIST", "GET /test_framework/v1/results/")
                .replaceFirst("^RUNS", "GET /test_framework/v1/runs/bulk/")
                .replaceFirst("^METRICS", "GET /test_framework/v1/metrics/")
                .replaceFirst("^BILLING", "GET /test_framework/billing/info/");
    }

    private static JsonNode contract() throws IOException {
        return OpenApiDocument.read(RELEASED).root();
    }
}
