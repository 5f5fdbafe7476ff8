package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAPI 3.1 lets a document say about a request holds; RefusedDocumentTests has what is refused by name. */
class ChangedDocumentTests {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /** One operation, whose body has the fields, and which has the parameters. */
    static String document(String parameters, String fields) {
        return """
                openapi: 3.1.0
                info: {title: Orders, version: v1}
                paths:
                  /shop/orders/:
                    post:
                      operationId: create
                      parameters: [%s]
                      requestBody:
                        required: true
                        content:
                          application/json: {schema: {$ref: '#/components/schemas/Order'}}
                          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Order'}}
                          multipart/form-data: {schema: {$ref: '#/components/schemas/Order'}}
                components:
                  schemas:
                    Ids: {type: array, items: {type: integer}}
                    Options: {type: object, required: [mode], properties: {mode: {type: string, enum: [a, b]}}}
                    Day: {type: string, format: date}
                    Order:
                      type: object
                      properties: {%s}
                """.formatted(parameters, fields);
    }

    @Test
    void theDocumentOfThisBuildAsksForNothingThatCantBeHonoured() {
        assertThat(OpenApiContract.load().paths()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            options: {$ref: '#/components/schemas/Options'}                 | {"options": {"mode": "x"}}     | {options.mode=["x" is not a valid choice.]}
            options: {$ref: '#/components/schemas/Options'}                 | {"options": {}}                | {options.mode=[This field is required.]}
            options: {$ref: '#/components/schemas/Options'}                 | {"options": 1}                 | {options=[Expected a dictionary of items but got type "int".]}
            options: {$ref: '#/components/schemas/Options'}                 | {"options": {"mode": "a"}}     | {}
            lines: {type: array, items: {$ref: '#/components/schemas/Options'}} | {"lines": [{"mode": "a"}, {}, 1]} | {lines.1.mode=[This field is required.], lines=[Item 2: Expected a dictionary of items but got type "int".]}
            table: {type: array, items: {$ref: '#/components/schemas/Ids'}} | {"table": [[1], [1, "x"]]}     | {table.1=[Item 1: A valid integer is required.]}
            day: {$ref: '#/components/schemas/Day'}                         | {"day": "2026-02-30"}          | {day=[Date has wrong format. Use YYYY-MM-DD.]}
            day: {$ref: '#/components/schemas/Day', pattern: '^2'}          | {"day": "1999-01-01"}          | {day=[This value does not match the required pattern: ^2]}
            at: {type: string, format: date-time}                           | {"at": "2026-02-28 10:00"}     | {at=[Datetime has wrong format. Use YYYY-MM-DDThh:mm:ss[.ffffff] and Z or +hh:mm.]}
            at: {type: string, format: date-time}                           | {"at": "2026-12-31T23:59:60Z"} | {at=[Datetime has wrong format. Use YYYY-MM-DDThh:mm:ss[.ffffff] and Z or +hh:mm.]}
            at: {type: string, format: date-time}                           | {"at": "2026-12-31T23:59:59.5+02:00"} | {}
            id: {type: string, format: uuid}                                | {"id": "1-1-1-1-1"}            | {id=[Must be a valid UUID.]}
            n: {type: integer, format: int32}                               | {"n": 2147483648}              | {n=[A valid integer is required.]}
            n: {type: integer, format: int32}                               | {"n": -2147483648}             | {}
            n: {type: integer, format: int64}                               | {"n": 9223372036854775808}     | {n=[A valid integer is required.]}
            n: {type: number, format: float}                                | {"n": 1e39}                    | {n=[A valid number is required.]}
            n: {type: number, format: double}                               | {"n": 1e309}                   | {n=[A valid number is required.]}
            n: {type: string, format: byte}                                 | {"n": "?"}                     | {n=[Must be a valid Base64 text.]}
            n: {type: string, format: byte}                                 | {"n": "YQ=="}                  | {}
            n: {type: [integer, 'null']}                                    | {"n": "x"}                     | {n=[A valid integer is required.]}
            n: {type: [integer, 'null']}                                    | {"n": null}                    | {}
            """)
    void aFieldOfABodyIsHeldToItsSchemaHoweverDeep(String fields, String body, String errors) throws IOException {
        assertThat(errors("", fields, JSON, null, Map.of(), body)).hasToString(errors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            note: {type: string}                              | note=12345              | {}
            note: {type: string, maxLength: 3}                | note=12345              | {note=[Ensure this field has no more than 3 characters.]}
            urgent: {type: boolean}                           | urgent=true             | {}
            urgent: {type: boolean}                           | urgent=1                | {urgent=[Must be a valid boolean.]}
            ids: {$ref: '#/components/schemas/Ids'}           | ids=1&ids=2             | {}
            ids: {$ref: '#/components/schemas/Ids'}           | ids=1&ids=x             | {ids=[Item 1: A valid integer is required.]}
            'ids: {type: [array, ''null''], items: {type: integer}}' | ids=1             | {}
            'ids: {allOf: [{$ref: ''#/components/schemas/Ids''}], maxItems: 1}' | ids=1&ids=2 | {ids=[Ensure this field has no more than 1 elements.]}
            tags: {type: array, items: {type: string}}        | tags=1&tags=true        | {}
            n: {type: integer}                                | n=true                  | {n=[A valid integer is required.]}
            'n: {type: [integer, ''null'']}'                  | n=                      | {}
            n: {enum: [1, 2]}                                 | n=2                     | {}
            options: {$ref: '#/components/schemas/Options'}   | options={"mode":"a"}    | {}
            options: {$ref: '#/components/schemas/Options'}   | options={"mode":"x"}    | {options.mode=["x" is not a valid choice.]}
            options: {$ref: '#/components/schemas/Options'}   | options=a               | {options=[Expected a dictionary of items but got type "str".]}
            lines: {type: array, items: {$ref: '#/components/schemas/Options'}} | lines={"mode":"a"}&lines={} | {lines.1.mode=[This field is required.]}
            day: {$ref: '#/components/schemas/Day'}           | day=2026-13-01          | {day=[Date has wrong format. Use YYYY-MM-DD.]}
            """)
    void aFormIsReadByTheResolvedSchema(String fields, String form, String errors) throws IOException {
        assertThat(errors("", fields, FORM, null, Map.of(), form)).hasToString(errors);
        StringBuilder parts = new StringBuilder();
        for (String field : form.split("&", -1)) {
            parts.append("--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted((Object[]) field.split("=", 2)));
        }
        assertThat(errors("", fields, "multipart/form-data; boundary=cut", null, Map.of(), parts + "--cut--\r\n"))
                .hasToString(errors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: n, in: query, schema: {type: [integer, 'null']}}                       | n=5             | {}
            {name: n, in: query, schema: {type: [integer, 'null']}}                       | n=x             | {n=[A valid integer is required.]}
            {name: n, in: query, schema: {$ref: '#/components/schemas/Ids'}}              | n=1&n=2         | {}
            {name: n, in: query, schema: {$ref: '#/components/schemas/Ids'}}              | n=1&n=x         | {n=[Item 1: A valid integer is required.]}
            {name: n, in: query, explode: false, schema: {$ref: '#/components/schemas/Ids', maxItems: 2}} | n=1,2 | {}
            {name: n, in: query, explode: false, schema: {$ref: '#/components/schemas/Ids', maxItems: 2}} | n=1,2,3 | {n=[Ensure this field has no more than 2 elements.]}
            {name: n, in: query, explode: false, schema: {$ref: '#/components/schemas/Ids'}} | n=1&n=2      | {n=[This parameter may be given only once.]}
            {name: n, in: query, schema: {$ref: '#/components/schemas/Day'}}              | n=2026-01-32    | {n=[Date has wrong format. Use YYYY-MM-DD.]}
            {name: n, in: query, schema: {type: integer, format: int32}}                  | n=2147483648    | {n=[A valid integer is required.]}
            {name: n, in: query, schema: {type: number, maximum: 1.5}}                    | n=1.6           | {n=[Ensure this value is less than or equal to 1.5.]}
            """)
    void aQueryIsReadByTheResolvedSchema(String parameter, String query, String errors) throws IOException {
        assertThat(errors(parameter, "", JSON, query, Map.of(), "{}")).hasToString(errors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: X-N, in: header, schema: {$ref: '#/components/schemas/Ids'}}      | X-N    | 1, 2        | {}
            {name: X-N, in: header, schema: {$ref: '#/components/schemas/Ids'}}      | X-N    | 1, x        | {X-N=[Item 1: A valid integer is required.]}
            {name: n, in: cookie, required: true, schema: {type: integer}}           | Cookie | a=b; n=5    | {}
            {name: n, in: cookie, required: true, schema: {type: integer}}           | Cookie | n=x         | {n=[A valid integer is required.]}
            {name: n, in: cookie, required: true, schema: {type: integer}}           | Cookie | m=5         | {n=[This field is required.]}
            """)
    void headersAndCookiesAreHeldToTheirSchemas(String parameter, String name, String value, String errors)
            throws IOException {
        assertThat(errors(parameter, "", JSON, null, Map.of(name, List.of(value)), "{}"))
                .hasToString(errors);
    }

    @ParameterizedTest
    @CsvSource({"{type: number}, 1.5, true", "{type: number}, x, false", "{type: integer}, 1.5, false", "{}, x, true"})
    void aPathIsReadByTheResolvedSchema(String schema, String value, boolean leadsSomewhere) throws IOException {
        OpenApiContract contract =
                new OpenApiContract(document("{name: n, in: path, required: true, schema: " + schema + "}", "")
                        .replace("orders/:", "{n}/:"));

        assertThat(errors(contract, "/shop/" + value + "/", JSON, null, Map.of(), "{}")
                        .isEmpty())
                .isEqualTo(leadsSomewhere);
    }

    @Test
    void theParameterOfAnOperationWinsOverThatOfItsPath() throws IOException {
        String document = document("{name: n, in: query, schema: {type: integer, maximum: 9}}", "")
                .replace(
                        "  /shop/orders/:\n",
                        "  /shop/orders/:\n    parameters: [{name: n, in: query, schema: {type: integer, maximum: 3}}]\n");

        assertThat(errors(new OpenApiContract(document), JSON, "n=9", Map.of(), "{}"))
                .isEmpty();
        assertThat(errors(new OpenApiContract(document), JSON, "n=10", Map.of(), "{}"))
                .containsKey("n");
    }

    @Test
    void aFormsEncodingIsHonoured() throws IOException {
        String document = document("", "ids: {$ref: '#/components/schemas/Ids'}")
                .replace(
                        "x-www-form-urlencoded: {",
                        "x-www-form-urlencoded: {encoding: {ids: {style: form, explode: false}}, ");

        assertThat(errors(new OpenApiContract(document), FORM, null, Map.of(), "ids=1,2"))
                .isEmpty();
        assertThat(errors(new OpenApiContract(document), FORM, null, Map.of(), "ids=1,x"))
                .hasToString("{ids=[Item 1: A valid integer is required.]}");
    }

    @Test
    void anchorsAndMergeKeysAreResolved() throws IOException {
        String fields = "one: &one {type: integer, maximum: 3}, two: *one, three: {<<: *one, maximum: 5}";

        assertThat(errors("", fields, JSON, null, Map.of(), "{\"one\": 4, \"two\": 4, \"three\": 4}"))
                .containsOnlyKeys("one", "two");
    }

    @Test
    void schemasOfOtherFilesHold() throws IOException {
        Map<String, String> files = Map.of(
                "parts/order.yaml", "Note: {$ref: '../texts.yaml#/Short'}\nSelf: {$ref: '#/Note'}",
                "texts.yaml", "Short: {type: string, maxLength: 3}");
        OpenApiContract contract = new OpenApiContract(
                document("", "note: {$ref: 'parts/order.yaml#/Self'}"), name -> Optional.ofNullable(files.get(name)));

        assertThat(errors(contract, JSON, null, Map.of(), "{\"note\": \"long\"}"))
                .containsOnlyKeys("note");
        assertThat(errors(contract, FORM, null, Map.of(), "note=123")).isEmpty();
        assertThat(contract.yaml()).doesNotContain("texts.yaml#");
    }

    /** Server and mock answer alike also what is written nearly as a path. */
    @ParameterizedTest
    @CsvSource({"/x", "/x/", "/x/y/", "/x/{id}"})
    void aPathConcernsTheContractWithItsNeighboursAndNoOtherUrl(String template) {
        String parameter = template.contains("{") ? "{name: id, in: path, required: true, schema: {}}" : "";
        OpenApiContract contract =
                new OpenApiContract(document(parameter, "").replace("/shop/orders/:", template + ":"));

        assertThat(List.of("/x", "/x/", "/x/y", "/x/y/", "/x/y/nowhere", "/x//"))
                .allMatch(contract::concerns);
        assertThat(List.of("", "/", "/y", "/docs/", "/xy", "/xy/", "/y/x/")).noneMatch(contract::concerns);
    }

    @Test
    void theConcretePathIsMeantWhicheverComesFirst() {
        OpenApiContract contract = new OpenApiContract(document("", "").replace("paths:\n", """
                paths:
                  /shop/{a}/{b}/: {get: {parameters: [{name: a, in: path, required: true, schema: {}}, {name: b, in: path, required: true, schema: {}}]}}
                  /shop/{a}/last/: {get: {parameters: [{name: a, in: path, required: true, schema: {}}]}}
                """));

        assertThat(contract.path("/shop/1/last/")).map(PathItem::template).hasValue("/shop/{a}/last/");
        assertThat(contract.path("/shop/1/2/")).map(PathItem::template).hasValue("/shop/{a}/{b}/");
    }

    @Test
    void aLongTextNeitherOverflowsNorTakesLong() throws IOException {
        String parameter = "{name: n, in: query, schema: {type: string, pattern: '^([0-9]+(,[0-9]+)*)*$'}}";

        assertThat(errors(parameter, "", JSON, "n=" + "1,".repeat(20_000) + "1", Map.of(), "{}"))
                .isEmpty();
        assertThat(errors(parameter, "", JSON, "n=" + "1,".repeat(20_000) + "x", Map.of(), "{}"))
                .containsOnlyKeys("n");
    }

    @Test
    void aLongMediaTypeIsReadAsAShortOne() throws IOException {
        String quoted = "; x=\"%s\"; y=%s".formatted("\\a".repeat(20_000), "b".repeat(20_000));

        assertThat(errors("", "n: {type: integer}", JSON + quoted, null, Map.of(), "{\"n\": \"x\"}"))
                .containsOnlyKeys("n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                  | []  | {non_field_errors=[No data provided]}
            application/json                  | [n] | {n=[This field is required.]}
            application/x-www-form-urlencoded | []  | {}
            multipart/form-data; boundary=cut | []  | {}
            application/x-www-form-urlencoded | [n] | {n=[This field is required.]}
            """)
    void anEmptyBodyIsAFormWithoutFieldsButNoJson(String type, String required, String errors) throws IOException {
        OpenApiContract contract = new OpenApiContract(document("", "n: {type: integer}")
                .replace("    Order:\n", "    Order:\n      required: %s\n".formatted(required)));

        assertThat(errors(contract, type, null, Map.of(), "")).hasToString(errors);
    }

    private static Map<String, ?> errors(
            String parameters,
            String fields,
            String type,
            @Nullable String query,
            Map<String, List<String>> headers,
            String body)
            throws IOException {
        return errors(new OpenApiContract(document(parameters, fields)), type, query, headers, body);
    }

    private static Map<String, ?> errors(
            OpenApiContract contract,
            String type,
            @Nullable String query,
            Map<String, List<String>> headers,
            String body)
            throws IOException {
        return errors(contract, contract.paths().get(0).template(), type, query, headers, body);
    }

    private static Map<String, ?> errors(
            OpenApiContract contract,
            String path,
            String type,
            @Nullable String query,
            Map<String, List<String>> headers,
            String body)
            throws IOException {
        Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        sent.put("Content-Type", List.of(type));
        try {
            new RequestValidator(contract, 1_000_000)
                    .validate(
                            new Request(
                                    "POST",
                                    path,
                                    query,
                                    name -> sent.getOrDefault(name, List.of()),
                                    -1,
                                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                            false);
            return Map.of();
        } catch (RequestRefusedException refused) {
            return refused.body();
        }
    }
}
