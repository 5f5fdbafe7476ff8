package dev.reevaluate.contracttests.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that does what its document says is convicted by no case, and each document has cases or is named. */
class RightServerCasesTest {

    private static final Policy POLICY = Policy.of("""
            credentials: {}
            refusals: {malformed: 400, invalid: 400, repeated_parameter: 400, invalid_path_parameter: 404}
            """);
    private static final String MULTIPART = "POST /a, multipart/form-data, syntax: ";

    @Test
    void aFormWhoseFieldsAreAllOptionalIsWrittenBadlyWithOneOfThem() {
        Cases cases = formOf("{type: object, properties: {unit: {type: string}}}");

        assertThat(cases.all())
                .filteredOn(one -> one.name().startsWith(MULTIPART + "a file"))
                .singleElement()
                .satisfies(one -> assertThat(new String(one.request().body(), UTF_8))
                        .contains("name=\"unit\"; filename=\"a.txt\""));
        assertThat(names(cases)).contains(MULTIPART + "a preamble -> 200", MULTIPART + "no closing boundary -> 400");
    }

    @Test
    void ofAFormThatHasNoFieldsNoPartIsSpoilt() {
        assertThat(names(formOf("{type: object, additionalProperties: false}")))
                .contains(MULTIPART + "not multipart -> 400", MULTIPART + "another boundary -> 200")
                .noneMatch(name -> name.contains("a preamble")
                        || name.contains("closing boundary")
                        || name.contains("another boundary than said")
                        || name.contains("a file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"const: 1.50", "enum: [0.5, 1.5]", "minimum: 0.5"})
    void aTextThatIsANumberIsReadAsOne(String keyword) {
        assertThat(names(query("p", "{type: number, %s}".formatted(keyword))))
                .contains("GET /a, query, p, type number: \"x\" -> 400")
                .doesNotContain("GET /a, query, p, type number: \"1.5\" -> 400");
    }

    /** An empty text may say that it was left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{anyOf: [{type: array, items: {type: integer}}, {type: 'null'}]}",
                "{type: [array, 'null'], items: {type: integer}}",
                "{oneOf: [{type: integer}, {type: 'null'}]}",
                "{oneOf: [{type: 'null'}, {type: integer}], default: null}",
                "{type: [integer, 'null'], default: null}",
                "{type: [boolean, 'null'], default: null}",
                "{type: 'null'}"
            })
    void anEmptyParameterThatIsNoTextMayBeRefusedOrNot(String schema) {
        assertThat(query("p", schema).all())
                .filteredOn(one -> one.place().startsWith("p"))
                .filteredOn(one -> one.request().query().equals("p=")
                        || one.request().query().equals("p=&p="))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.expected()).as(one.name()).containsExactlyInAnyOrder(200, 400));
    }

    @Test
    void whatIsSentTwiceIsThereAtAll() {
        assertThat(query("p", "{type: [integer, 'null'], default: null}").all())
                .filteredOn(one -> one.what().equals("twice"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.request().query()).isEqualTo("p=1&p=1");
                    assertThat(one.expected()).containsExactly(400);
                });
    }

    @Test
    void anOpenPathMayBeRefusedAsPathsAre() {
        Cases cases = cases("""
                /a/{ids}:
                    parameters:
                      - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}, minItems: 2}}
                    get: {responses: {'200': {description: right}, '404': {description: none}}}
                """);

        assertThat(names(cases)).contains("GET /a/{ids}, path, ids[], type integer: \"\" -> 200 or 404");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '301'          | 301
            '3XX'          | 301 or 302 or 303 or 304 or 307 or 308
            '200', '303'   | 200 or 303
            '200', '404'   | 200
            """)
    void leadingElsewhereIsNoRefusal(String responses, String expected) {
        assertThat(names(answering(responses.split(", ", -1))))
                .contains("GET /a, request, example: no more than is required -> " + expected);
    }

    @Test
    void anOperationOfWhichOnlyRefusalsAreDeclaredIsNamed() {
        Cases cases = answering("'410'");

        assertThat(cases.all()).isEmpty();
        assertThat(cases.unexpectedlyNotSupported(POLICY))
                .extracting(NotSupported::toString)
                .containsExactly(
                        "GET /a: not supported: a good request, because no answer is declared that a request gets"
                                + " which is not refused");
    }

    /** JSON Schema's expressions are those of ECMA-262; Java has others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ^a{,3}$    | a{,3}
            ^x{$       | x{
            ^a{b}$     | a{b}
            ^[[a]$     | a
            ^[a[b]$    | a
            ^[a&&b]$   | a
            ^a}$       | a}
            """)
    void aPatternThatJavaDoesNotReadSoHasItsCases(String pattern, String text) {
        Cases cases = cases("""
                /a:
                    post:
                      requestBody:
                        content:
                          application/json:
                            schema: {type: object, properties: {p: {type: string, pattern: '%s'}}, patternProperties: {'%1$s': {type: string}}}
                      responses: {'200': {description: right}}
                """.formatted(pattern));

        assertThat(names(cases))
                .contains(
                        "POST /a, application/json, p, pattern %s: \"%s\" -> 200".formatted(pattern, text),
                        "POST /a, application/json, p, pattern %s: \"x y\" -> 400".formatted(pattern));
        assertThat(cases.unexpectedlyNotSupported(POLICY))
                .extracting(NotSupported::toString)
                .noneMatch(one -> one.contains("pattern"));
    }

    @Test
    void whatIsMadeUpAndRefusedIsNotSentWithAllOthers() {
        assertThat(query("p", "{type: string, pattern: '^[日本]+$'}").all())
                .filteredOn(one -> one.what().equals("every parameter at once"))
                .singleElement()
                .satisfies(one -> assertThat(one.request().query()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            p           | false             | a parameter that nothing is right for
            "\\ud800" | {type: integer}   | the name
            """)
    void aParameterThatCanNotBeSentIsNamed(String name, String schema, String what) {
        Cases cases = query(name, schema);

        assertThat(cases.all()).noneMatch(one -> one.part().equals("query"));
        assertThat(cases.unexpectedlyNotSupported(POLICY))
                .singleElement()
                .satisfies(one -> assertThat(one.toString()).contains("not supported: " + what + ", because"));
    }

    private static List<String> names(Cases cases) {
        return cases.all().stream().map(Case::name).toList();
    }

    private static Cases query(String name, String schema) {
        return cases("""
                /a:
                    get:
                      parameters: [{name: %s, in: query, schema: %s}]
                      responses: {'200': {description: right}, '400': {description: wrong}}
                """.formatted(name, schema));
    }

    private static Cases formOf(String schema) {
        return cases("""
                /a:
                    post:
                      requestBody: {content: {multipart/form-data: {schema: %s}}}
                      responses: {'200': {description: right}}
                """.formatted(schema));
    }

    private static Cases answering(String... statuses) {
        StringBuilder responses = new StringBuilder();
        for (String status : statuses) {
            responses.append("        %s: {description: so}\n".formatted(status));
        }
        return cases("/a:\n    get:\n      responses:\n" + responses);
    }

    private static Cases cases(String path) {
        return Cases.of(ApiUnderTest.of(OpenApiDocument.of("""
                        openapi: 3.1.0
                        info: {title: Right, version: v1}
                        paths:
                          %s""".formatted(path))), POLICY);
    }
}
