package dev.reevaluate.contracts.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CasesTest {

    private static final Keys KEYS = new Keys("key", "read-only-key");
    private static final String BODY = "/components/schemas/SchemaPostBulkEvaluateResultMetrics";
    private static final String BULK = "POST /test_framework/v1/results/bulk_evaluate_metrics/, ";

    @Test
    void theTableIsPrinted() throws IOException {
        CaseTable table = new CaseTable(Cases.ofTheContract(OpenApi.load()));
        Path file = Path.of("target/cases.md");
        Files.writeString(file, table.markdown());

        System.out.printf(
                "%d cases, listed in contracts/%s%n%s%n", table.cases().size(), file, table.summary());

        assertThat(table.cases()).hasSizeGreaterThan(400);
    }

    @Test
    void aNameTellsACaseFromAllOthers() {
        assertThat(names(json -> {})).doesNotHaveDuplicates();
    }

    @Test
    void aLimitIsTriedOnBothItsSides() {
        assertThat(names(json -> {}))
                .contains(
                        BULK + "application/json, result_ids, maxItems 100: 100 elements -> 200",
                        BULK + "application/json, result_ids, maxItems 100: 101 elements -> 400",
                        BULK + "application/json, result_ids, minItems 1: 1 element -> 200",
                        BULK + "application/json, result_ids, minItems 1: 0 elements -> 400");
    }

    @Test
    void anotherLimitMakesOtherCases() {
        List<String> names =
                names(json -> at(json, BODY + "/properties/result_ids").put("maxItems", 7));

        assertThat(names)
                .contains(
                        BULK + "multipart/form-data, result_ids, maxItems 7: 7 elements -> 200",
                        BULK + "multipart/form-data, result_ids, maxItems 7: 8 elements -> 400")
                .noneMatch(name -> name.contains("maxItems 100"));
    }

    @Test
    void aNewFieldBringsItsCases() {
        List<String> names = names(json -> at(json, BODY + "/properties")
                .putObject("note")
                .put("type", "string")
                .put("maxLength", 10));

        assertThat(names)
                .contains(
                        BULK + "application/json, note, type string: 7 -> 400",
                        BULK + "application/json, note, type string: null -> 400",
                        BULK + "application/json, note, maxLength 10: \"xxxxxxxxxx\" -> 200 or 400 or 422",
                        BULK + "application/json, note, maxLength 10: \"xxxxxxxxxxx\" -> 400",
                        BULK + "application/x-www-form-urlencoded, note, maxLength 10: \"xxxxxxxxxxx\" -> 400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "integer", "minimum": 3}                    | minimum 3: 3        | minimum 3: 2
            {"type": "integer", "maximum": 3}                    | maximum 3: 3        | maximum 3: 4
            {"type": "integer", "exclusiveMinimum": 3}           | exclusiveMinimum 3: 4 | exclusiveMinimum 3: 3
            {"type": "integer", "exclusiveMaximum": 3}           | exclusiveMaximum 3: 2 | exclusiveMaximum 3: 3
            {"type": "number", "minimum": 0.5}                   | minimum 0.5: 0.5    | minimum 0.5: 0.0
            {"type": "integer", "multipleOf": 5}                 | multipleOf 5: 5     | multipleOf 5: 6
            {"type": "integer", "format": "int32"}               | format int32: 2147483647 | format int32: 2147483648
            {"type": "string", "minLength": 2}                   | minLength 2: "xx"   | minLength 2: "x"
            {"type": "string", "pattern": "^a+$", "example": "a"} | pattern ^a+$: "a"  | pattern ^a+$: "x"
            {"enum": ["a", "b"]}                                 | enum ["a","b"]: "b" | enum ["a","b"]: "a0"
            {"const": "a"}                                       | const a: "a"        | const a: "a0"
            {"type": "array", "items": {"type": "integer"}, "uniqueItems": true} | type integer: 1.0 | uniqueItems true: an element twice
            """)
    void eachKeywordHasItsCases(String schema, String good, String bad) {
        List<Case> cases = cases(json -> at(json, BODY + "/properties").set("new", new JsonMapper().readTree(schema)));

        assertThat(cases)
                .filteredOn(example -> example.part().equals("application/json")
                        && example.place().startsWith("new"))
                .anySatisfy(example -> {
                    assertThat(example.about() + ": " + example.what()).endsWith(good);
                    assertThat(example.kind()).isNotEqualTo(Kind.NEGATIVE);
                })
                .anySatisfy(example -> {
                    assertThat(example.about() + ": " + example.what()).endsWith(bad);
                    assertThat(example.expected()).containsExactly(400);
                });
    }

    @Test
    void aNewParameterBringsItsCases() {
        List<String> names = names(json -> {
            ObjectNode parameter =
                    ((ArrayNode) json.at("/paths/~1test_framework~1v1~1metrics~1/get/parameters")).addObject();
            parameter
                    .put("name", "size")
                    .put("in", "query")
                    .put("required", true)
                    .put("example", 5);
            parameter.putObject("schema").put("type", "integer").put("maximum", 9);
        });

        assertThat(names)
                .contains(
                        "GET /test_framework/v1/metrics/, query, size, required: missing -> 400",
                        "GET /test_framework/v1/metrics/, query, size, maximum 9: 10 -> 400");
    }

    @Test
    void aNewHeaderBringsItsCases() {
        List<String> names = names(json -> {
            ArrayNode parameters = ((ObjectNode) json.at("/paths/~1test_framework~1v1~1metrics~1/get"))
                    .withArrayProperty("parameters");
            ObjectNode size = parameters.addObject();
            size.put("name", "X-Size").put("in", "header").put("required", true).put("example", 5);
            size.putObject("schema").put("type", "integer").put("maximum", 9);
            ObjectNode note = parameters.addObject();
            note.put("name", "X-Note").put("in", "header").put("example", "ab");
            note.putObject("schema").put("type", "string").put("maxLength", 3).put("pattern", "^[a-z]*$");
            ObjectNode accept = parameters.addObject();
            accept.put("name", "Accept").put("in", "header").putObject("schema").put("type", "integer");
        });

        assertThat(names)
                .contains(
                        "GET /test_framework/v1/metrics/, header, X-Size, required: missing -> 400",
                        "GET /test_framework/v1/metrics/, header, X-Size, maximum 9: 9 -> 200 or 400",
                        "GET /test_framework/v1/metrics/, header, X-Size, maximum 9: 10 -> 400",
                        "GET /test_framework/v1/metrics/, header, X-Size, type integer: \"x\" -> 400",
                        "GET /test_framework/v1/metrics/, header, X-Size, type integer: twice -> 400",
                        "GET /test_framework/v1/metrics/, header, X-Size, name: in small letters -> 200",
                        "GET /test_framework/v1/metrics/, header, X-Note, maxLength 3: \"aba\" -> 200 or 400",
                        "GET /test_framework/v1/metrics/, header, X-Note, maxLength 3: \"abab\" -> 400",
                        "GET /test_framework/v1/metrics/, header, X-Note, pattern ^[a-z]*$: \"x y\" -> 400",
                        "GET /test_framework/v1/metrics/, header, example: X-Note: \"ab\" -> 200")
                .noneMatch(name -> name.contains("header, Accept, type"))
                .noneMatch(name -> name.contains("header, ") && name.contains("\u20ac"));
    }

    @Test
    void aParameterOfAPathMakesCasesUnlessTheOperationHasOneOfItsName() {
        List<String> names = names(json -> {
            ObjectNode path = at(json, "/paths/~1test_framework~1v1~1metrics~1");
            for (String in : List.of("X-Size header", "agent_id query")) {
                path.withArrayProperty("parameters")
                        .addObject()
                        .put("name", in.split(" ", -1)[0])
                        .put("in", in.split(" ", -1)[1])
                        .put("example", 5)
                        .putObject("schema")
                        .put("type", "integer")
                        .put("maximum", 9);
            }
        });

        assertThat(names)
                .contains("GET /test_framework/v1/metrics/, header, X-Size, maximum 9: 10 -> 400")
                .noneMatch(name -> name.contains("agent_id, maximum"));
    }

    @Test
    void aNewResponseChangesWhatTheDataMayDecide() {
        List<Case> cases =
                cases(json -> at(json, "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post/responses")
                        .putObject("409"));

        assertThat(cases).anySatisfy(example -> assertThat(example.expected()).isEqualTo(Set.of(200, 400, 409, 422)));
    }

    @Test
    void aKeywordThatIsNotKnownStopsTheBuild() {
        assertThatThrownBy(() -> cases(json -> at(json, BODY).putObject("dependentRequired")))
                .hasMessage("openapi.yaml uses `dependentRequired` at " + BULK
                        + "application/json: say in Keywords what cases it makes");
        assertThatThrownBy(() -> cases(
                        json -> at(json, BODY + "/properties/result_ids/items").put("format", "uuid")))
                .hasMessage("openapi.yaml uses `format: uuid` at " + BULK
                        + "application/json, result_ids[]: say in Keywords what cases it makes");
    }

    @Test
    void aMediaTypeOrAPlaceOfAParameterThatIsNotKnownStopsTheBuild() {
        assertThatThrownBy(() -> cases(json -> at(
                                json,
                                "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post/requestBody/content")
                        .putObject("application/cbor")))
                .hasMessageContaining("the media type `application/cbor`");
        assertThatThrownBy(() -> cases(json -> at(json, "/paths/~1test_framework~1v1~1metrics~1/get/parameters/0")
                        .put("in", "cookie")))
                .hasMessageContaining("a parameter in `cookie`");
    }

    /** What the derivation says of a value is what the schema says of it. */
    @Test
    void theSchemaAgreesWithEveryVariant() {
        OpenApi api = OpenApi.load();
        for (Operation operation : api.operations()) {
            for (JsonNode schema : operation.bodies().values()) {
                JsonNode example = operation.bodyExamples().values().iterator().next();
                assertThat(Variants.ofJson(api, operation.name(), schema, example)
                                .all())
                        .isNotEmpty()
                        .allSatisfy(variant -> assertThat(
                                        api.violations(schema, variant.value()).isEmpty())
                                .as("%s fits", variant)
                                .isEqualTo(variant.kind() != Kind.NEGATIVE));
            }
        }
    }

    @Test
    void whatIsWrittenIsReadBackInEveryMediaType() {
        OpenApi api = OpenApi.load();
        for (Operation operation : api.operations()) {
            operation.bodies().forEach((name, schema) -> {
                JsonNode example = operation.bodyExamples().values().iterator().next();
                MediaType type = MediaType.named(name);
                assertThat(MediaType.read(api, schema, name, type.contentType(), type.written(example)))
                        .hasValueSatisfying(read -> assertThat(read.toString()).isEqualTo(example.toString()));
            });
        }
    }

    private static List<String> names(Consumer<JsonNode> change) {
        return cases(change).stream().map(Case::name).toList();
    }

    private static List<Case> cases(Consumer<JsonNode> change) {
        JsonNode json = OpenApi.yaml();
        change.accept(json);
        return Cases.of(OpenApi.of(json), KEYS);
    }

    private static ObjectNode at(JsonNode json, String pointer) {
        return (ObjectNode) json.at(pointer);
    }
}
