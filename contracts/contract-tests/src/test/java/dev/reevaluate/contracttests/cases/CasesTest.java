package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.ChangedDocument.BODY;
import static dev.reevaluate.contracttests.cases.ChangedDocument.BULK;
import static dev.reevaluate.contracttests.cases.ChangedDocument.DOCUMENT;
import static dev.reevaluate.contracttests.cases.ChangedDocument.METRICS;
import static dev.reevaluate.contracttests.cases.ChangedDocument.POLICY;
import static dev.reevaluate.contracttests.cases.ChangedDocument.at;
import static dev.reevaluate.contracttests.cases.ChangedDocument.cases;
import static dev.reevaluate.contracttests.cases.ChangedDocument.names;
import static dev.reevaluate.contracttests.cases.ChangedDocument.notSupported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cases of operations: of their limits, parameters, bodies and answers. */
class CasesTest {

    private static final String BULK_POINTER = "/paths/~1test_framework~1v1~1results~1bulk_evaluate_metrics~1/post";

    @Test
    void aPolicyThatNestsDeeperThanTheParserReadsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.of("a: " + "[".repeat(600) + "]".repeat(600)))
                .withMessageStartingWith("The policy is no YAML: ");
    }

    @Test
    void everythingOfOurDocumentIsTried() {
        Cases cases = Cases.of(ApiUnderTest.of(DOCUMENT), POLICY);

        assertThat(cases.unexpectedlyNotSupported(POLICY)).isEmpty();
        assertThat(cases.all()).hasSizeGreaterThan(400);
        assertThat(new CaseTable(cases.all(), cases.notSupported()).markdown())
                .contains("| result_ids, maxItems 100 | 101 elements | negative | 400 |");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ^\\d{5}$                          | 00000
            ^[A-Z]{2}[A-Z0-9]{3}$             | AAAAA
            ^[a-z0-9_-]{3,16}$                | aaa
            `^(red|blue)-\\d+$`                | red-0
            ^\\+?[1-9]\\d{1,14}$               | 10
            ^[^/]+/\\w+\\.txt$                 | a/a.txt
            `^#?([a-fA-F0-9]{6}|[a-f]{3})$`   | aaaaaa
            ^(?:v)?(?<major>\\d+)\\.x$         | 0.x
            [0-9]{3}                          | 000
            ^\\p{L}+ \\S$                      | a a
            ^$                                | ``
            """)
    void aTextIsMadeUpThatFollowsAPattern(String pattern, String text) {
        assertThat(PatternText.of(pattern)).hasValue(text);
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
                        .putObject("409")
                        .put("description", "Busy"));

        assertThat(cases).anySatisfy(example -> assertThat(example.expected()).isEqualTo(Set.of(200, 400, 409, 422)));
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThat(notSupported(json -> at(json, BODY).putObject("surprise")))
                .contains(BULK + "application/json: not supported: `surprise`, because no cases are derived from it");
        assertThat(notSupported(
                        json -> at(json, BODY + "/properties/result_ids/items").put("format", "isbn")))
                .contains(BULK + "application/json, result_ids[]: not supported: the format isbn,"
                        + " because no values are known that it refuses");
        assertThat(notSupported(
                        json -> at(json, BULK_POINTER + "/requestBody/content").putObject("application/cbor")))
                .singleElement()
                .asString()
                .startsWith(BULK + "application/cbor: not supported: the media type");
        assertThat(notSupported(json -> at(json, METRICS + "/parameters/0").put("style", "deepObject")))
                .singleElement()
                .asString()
                .startsWith("GET /test_framework/v1/metrics/, query, agent_id: not supported: style deepObject");
        assertThat(notSupported(
                        json -> at(json, "/components/securitySchemes/api_key").put("type", "mutualTLS")))
                .hasSize(11)
                .allSatisfy(text -> assertThat(text).contains("not supported: the security schemes [[api_key]]"));
    }

    @Test
    void whatThePolicyNamesMayStayUntried() {
        Policy lenient = Policy.of("""
                credentials: {api_key: {full: key}}
                not_tried: ['%sapplication/json: `surprise`']
                """.formatted(BULK));
        JsonNode json = DOCUMENT.root().deepCopy();
        at(json, BODY).putObject("surprise");
        Cases cases = Cases.of(ApiUnderTest.of(OpenApiDocument.of(json.toString())), lenient);

        assertThat(cases.unexpectedlyNotSupported(lenient))
                .extracting(NotSupported::place)
                .filteredOn(place -> place.startsWith(BULK))
                .containsExactly(BULK + "application/x-www-form-urlencoded", BULK + "multipart/form-data");
    }

    @Test
    void aRefusalWhoseStatusThePolicyDoesNotNameIsNotTried() {
        Policy lenient = Policy.of("credentials: {api_key: {full: key}}");

        assertThat(Cases.of(ApiUnderTest.of(DOCUMENT), lenient).all())
                .isNotEmpty()
                .noneMatch(example -> example.kind() == Kind.NEGATIVE);
    }

    /** What the derivation says of a value is what the schema says of it. */
    @Test
    void theSchemaAgreesWithEveryVariant() {
        ApiUnderTest api = ApiUnderTest.of(DOCUMENT);
        for (OperationUnderTest operation : api.operations()) {
            for (BodyUnderTest body : operation.bodies()) {
                if (body.format().isTexts()) {
                    continue;
                }
                JsonNode example = operation.bodyExamples().values().iterator().next();
                assertThat(SchemaVariants.of(operation, body, example).all())
                        .isNotEmpty()
                        .allSatisfy(variant -> assertThat(api.requests()
                                        .violations(body.schema(), variant.value())
                                        .isEmpty())
                                .as("%s fits", variant)
                                .isEqualTo(variant.kind() != Kind.NEGATIVE));
            }
        }
    }

    @Test
    void whatIsWrittenIsReadBackInEveryMediaType() {
        for (OperationUnderTest operation : ApiUnderTest.of(DOCUMENT).operations()) {
            operation.bodies().forEach(body -> {
                JsonNode example = operation.bodyExamples().values().iterator().next();
                assertThat(body.read(body.contentType(), body.written(example)))
                        .hasValueSatisfying(read -> assertThat(read.toString()).isEqualTo(example.toString()));
            });
        }
    }

    /** Of 20 schemas that each lead to the next one by two fields, there are a million places. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ofManyCasesASchemaThatSeveralLeadToIsTriedInOnePlaceWhichIsSaid() {
        Cases cases = Cases.of(
                ApiUnderTest.of(branching(20, "{type: object, properties: {left: %1$s, right: %1$s}}")),
                Policy.of("{credentials: {}, refusals: {invalid: 400}}"));

        assertThat(cases.all())
                .hasSizeBetween(SchemaVariants.MANY, 2 * SchemaVariants.MANY)
                .anyMatch(example -> example.name().endsWith("left.left.v, maximum 5: 6 -> 400"))
                .anyMatch(example -> example.name().endsWith("right, type object: 7 -> 400"));
        assertThat(cases.notSupported())
                .last()
                .asString()
                .startsWith(
                        "POST /a, application/json: not supported: what is tried in another place, because it"
                                + " has more than 1000 cases, and schemas that are within several others: not looked into is left.")
                .matches(".*, and \\d+ more");
    }

    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @CsvSource(delimiter = '|', textBlock = """
            {type: object, allOf: [%1$s, %1$s]}
            {oneOf: [{allOf: [%1$s]}, {allOf: [%1$s]}]}
            """)
    void whatSeveralPartsOfASchemaLeadToIsReadOnce(String schema) {
        ResolvedSchema branching = branching(20, schema).schema("#/components/schemas/S00");

        assertThat(branching.types()).containsExactly("object");
        assertThat(branching.propertyNames()).containsExactly("v");
        assertThat(branching.property("v").types()).containsExactly("integer");
        assertThat(branching.property("v").node().toString()).hasSizeLessThan(2000);
    }

    private static OpenApiDocument branching(int levels, String schema) {
        StringBuilder text = new StringBuilder("""
                openapi: 3.1.0
                info: {title: Branches, version: v1}
                paths:
                  /a:
                    post:
                      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/S00'}}}}
                      responses: {'200': {description: right}}
                components:
                  schemas:
                    S%02d: {type: object, properties: {v: {type: integer, maximum: 5}}}
                """.formatted(levels));
        for (int i = 0; i < levels; i++) {
            text.append("    S%02d: %s\n"
                    .formatted(i, schema.formatted("{$ref: '#/components/schemas/S%02d'}".formatted(i + 1))));
        }
        return OpenApiDocument.of(text.toString());
    }
}
