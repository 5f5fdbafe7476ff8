package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.rules.DomainTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a document alone: here another one than ours, with more keywords. */
class RequestValidatorTests {

    private static final String DOCUMENT = """
            openapi: 3.1.0
            info: {title: Orders, version: v1}
            paths:
              /shop/orders/{id}/:
                get:
                  operationId: retrieve
                  parameters:
                    - {name: id, in: path, required: true, schema: {type: integer, format: int64}}
                    - {name: limit, in: query, required: true, schema: {type: integer, minimum: 1, maximum: 9}}
                    - {name: sort, in: query, schema: {type: string, enum: [name, date]}}
              /shop/orders/new/:
                post:
                  operationId: create
                  parameters:
                    - {name: X-Tries, in: header, required: true, schema: {type: integer, minimum: 1}}
                    - {name: X-Note, in: header, schema: {type: string, minLength: 2, maxLength: 4, pattern: '^[!-~]*$'}}
                    - {name: X-Share, in: header, schema: {type: number, maximum: 1}}
                    - {name: X-Gift, in: header, schema: {$ref: '#/components/schemas/Gift'}}
                    - {name: Accept, in: header, required: true, schema: {type: integer}}
                  requestBody:
                    required: true
                    content:
                      application/json: {schema: {$ref: '#/components/schemas/Order'}}
            security: [{key: []}]
            components:
              securitySchemes: {key: {type: apiKey, in: header, name: X-KEY}}
              schemas:
                Gift: {type: boolean}
                Order:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string, minLength: 2, maxLength: 4, pattern: '^[a-z]*$'}
                    amount: {type: number, exclusiveMinimum: 0, maximum: 10}
                    gift: {type: boolean}
                    address: {type: object}
                    tags: {type: array, uniqueItems: true, items: {type: string}}
            """;

    private final RequestValidator validator = new RequestValidator(new OpenApiContract(DOCUMENT), 100);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"amount": 1}                    | name    | This field is required.
            {"name": "a"}                    | name    | Ensure this field has at least 2 characters.
            {"name": "abcde"}                | name    | Ensure this field has no more than 4 characters.
            {"name": "AB"}                   | name    | This value does not match the required pattern: ^[a-z]*$
            {"name": 12}                     | name    | Not a valid string.
            {"name": "ab", "amount": 0}      | amount  | Ensure this value is greater than 0.
            {"name": "ab", "amount": 11}     | amount  | Ensure this value is less than or equal to 10.
            {"name": "ab", "amount": "1"}    | amount  | A valid number is required.
            {"name": "ab", "gift": "yes"}    | gift    | Must be a valid boolean.
            {"name": "ab", "address": []}    | address | Expected a dictionary of items but got type "list".
            {"name": "ab", "tags": [1]}      | tags    | Item 0: Not a valid string.
            {"name": "ab", "tags": ["",""]}  | tags    | Ensure this value follows the contract: uniqueItems.
            """)
    void aKeywordOfTheDocumentIsCheckedAndWorded(String body, String field, String text) throws IOException {
        RequestRefusedException refused = refused("POST", "/shop/orders/new/", null, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.check()).isEqualTo(Check.SHAPE);
        assertThat(refused.body()).isEqualTo(Map.of(field, List.of(text)));
    }

    @Test
    void allWrongParametersAreToldAtOnce() throws IOException {
        assertThat(refused("GET", "/shop/orders/7/", "limit=10&sort=size&other=%20", "")
                        .body())
                .isEqualTo(Map.of(
                        "limit", List.of("Ensure this value is less than or equal to 9."),
                        "sort", List.of("\"size\" is not a valid choice.")));
        assertThat(refused("GET", "/shop/orders/7/", "limit=1&limit=1&sort=name&sort=", "")
                        .body())
                .isEqualTo(Map.of(
                        "limit", List.of("This parameter may be given only once."),
                        "sort", List.of("This parameter may be given only once.")));
        assertThat(refused("GET", "/shop/orders/7/", null, "").body())
                .isEqualTo(Map.of("limit", List.of("This field is required.")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Tries  | x      | A valid integer is required.
            X-Tries  | 1.0    | A valid integer is required.
            X-Tries  | 0      | Ensure this value is greater than or equal to 1.
            X-Tries  | ''     | This field is required.
            X-Note   | abcde  | Ensure this field has no more than 4 characters.
            X-Note   | ''     | Ensure this field has at least 2 characters.
            X-Note   | a b    | This value does not match the required pattern: ^[!-~]*$
            X-Note   | a\u00e9 | This value does not match the required pattern: ^[!-~]*$
            X-Share  | x      | A valid number is required.
            X-Share  | 1.5    | Ensure this value is less than or equal to 1.
            X-Gift   | yes    | Must be a valid boolean.
            """)
    void aHeaderIsHeldToItsSchema(String name, String value, String text) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Tries", List.of("1"));
        headers.put(name, List.of(value));

        RequestRefusedException refused = catchThrowableOfType(RequestRefusedException.class, () -> create(headers));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.check()).isEqualTo(Check.SHAPE);
        assertThat(refused.body()).isEqualTo(Map.of(name, List.of(text)));
    }

    @Test
    void aHeaderIsFoundInAnyCaseAndMayBeLeftOut() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("x-tries", List.of("1"));
        assertThat(create(headers).operation().id()).isEqualTo("create");

        // Empty is no number
        headers.putAll(Map.of("x-note", List.of("~!"), "X-SHARE", List.of(""), "x-gift", List.of("true")));
        assertThat(create(headers).operation().id()).isEqualTo("create");
    }

    @Test
    void allWrongHeadersAreToldAtOnceBehindTheFieldsOfTheBody() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of("X-Note", List.of("ab", "ab"), "X-Gift", List.of("1")));

        RequestRefusedException refused = catchThrowableOfType(
                RequestRefusedException.class,
                () -> validator.validate(request("POST", "/shop/orders/new/", null, headers, "{}"), false));

        assertThat(refused.body())
                .hasToString("{name=[This field is required.], X-Tries=[This field is required.],"
                        + " X-Note=[This parameter may be given only once.], X-Gift=[Must be a valid boolean.]}");
    }

    @Test
    void aParameterOfTheOperationReplacesTheOneOfItsPath() throws IOException {
        OpenApiContract contract = new OpenApiContract(
                DOCUMENT.replace(
                        "  /shop/orders/{id}/:\n",
                        "  /shop/orders/{id}/:\n    parameters: [{name: limit, in: query, schema: {type: integer, maximum: 3}}]\n"));

        assertThat(new RequestValidator(contract, 100)
                        .validate(request("GET", "/shop/orders/7/", "limit=9", ""), false)
                        .operation()
                        .query())
                .hasSize(2);
    }

    @Test
    void aConcretePathComesBeforeATemplatedOne() throws IOException {
        RequestRefusedException refused = refused("GET", "/shop/orders/new/", "limit=1", "");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).isEqualTo(Map.of("Allow", "POST"));
    }

    @Test
    void aPathWhoseParameterIsWrongLeadsNowhere() throws IOException {
        for (String id : List.of("x", "1.0", "+1", "9".repeat(20), "")) {
            assertThat(refused("GET", "/shop/orders/" + id + "/", "limit=1", "").status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void aHeadIsCheckedAsAGet() throws IOException {
        assertThat(validator
                        .validate(request("HEAD", "/shop/orders/7/", "limit=1", ""), true)
                        .operation()
                        .id())
                .isEqualTo("retrieve");
    }

    @Test
    void aBodyIsReadUpToTheLimitAndNoFurther() throws IOException {
        Request atTheLimit = request("POST", "/shop/orders/new/", null, "{\"name\":\"ab\"}" + " ".repeat(87));

        assertThat(validator.validate(atTheLimit, false).body().path("name").asString())
                .isEqualTo("ab");
        assertThat(refused("POST", "/shop/orders/new/", null, "{".repeat(101)).check())
                .isEqualTo(Check.SIZE);
    }

    @Test
    void theDocumentSaysWhichPathsNeedWhichHeader() {
        OpenApiContract contract = new OpenApiContract(DOCUMENT);

        assertThat(contract.roots()).containsExactly("/shop");
        assertThat(contract.keyHeader()).isEqualTo("X-KEY");
    }

    @Test
    void ofManyWrongElementsTheFirstAreToldAndTheOthersCounted() throws IOException {
        RequestValidator patient = new RequestValidator(new OpenApiContract(DOCUMENT), 1_000_000);
        String body = "{\"name\": \"ab\", \"tags\": [%s1]}".formatted("1,".repeat(99_999));

        RequestRefusedException refused = catchThrowableOfType(
                RequestRefusedException.class,
                () -> patient.validate(request("POST", "/shop/orders/new/", null, body), false));

        assertThat(refused.body())
                .hasEntrySatisfying(
                        "tags",
                        texts -> assertThat(((List<?>) texts).stream().map(String::valueOf))
                                .hasSize(101)
                                .startsWith(
                                        "Ensure this value follows the contract: uniqueItems.",
                                        "Item 0: Not a valid string.")
                                .endsWith("Item 98: Not a valid string.", "... and 99901 more"));
    }

    @Test
    void longTextsAreQuotedByTheirFirst100Characters() throws IOException {
        String cut = "x".repeat(99) + "\uD83D\uDE00";

        assertThat(refused("GET", "/shop/orders/7/", "limit=1&sort=" + "x".repeat(101), "")
                        .body())
                .isEqualTo(Map.of("sort", List.of("\"" + "x".repeat(100) + "...\" is not a valid choice.")));
        assertThat(ProtocolTexts.quoted(cut)).isEqualTo("x".repeat(99) + "...");
        assertThat(DomainTexts.unknownId(BigInteger.TEN.pow(100)))
                .isEqualTo("Invalid pk \"1" + "0".repeat(99) + "...\" - object does not exist.");
    }

    @Test
    void manyWrongFieldsAreCountedToo() {
        FieldErrors errors = new FieldErrors();
        for (int i = 0; i < 1000; i++) {
            errors.add("f" + i, "wrong");
        }

        assertThat(errors.asMap()).hasSize(101).containsEntry(FieldErrors.NON_FIELD, List.of("... and 900 more"));
    }

    @Test
    void aHeaderThatMayComeOnceIsRefusedWhereItComesTwice() throws IOException {
        Request twoTypes = new Request(
                "POST",
                "/shop/orders/new/",
                null,
                name -> name.equals("Content-Type")
                        ? List.of("application/json", "application/json; charset=utf-8")
                        : List.of(),
                -1,
                new ByteArrayInputStream(new byte[0]));
        OpenApiContract contract = new OpenApiContract(DOCUMENT);

        assertThat(catchThrowableOfType(RequestRefusedException.class, () -> validator.validate(twoTypes, false))
                        .check())
                .isEqualTo(Check.MEDIA_TYPE);
        assertThat(RequestKey.of(contract, List.of("a"))).isEqualTo("a");
        for (List<String> keys : List.of(List.<String>of(), List.of(" "), List.of("a", "a"), List.of("", "a"))) {
            assertThat(catchThrowableOfType(RequestRefusedException.class, () -> RequestKey.of(contract, keys))
                            .status())
                    .as(keys.toString())
                    .isEqualTo(401);
        }
    }

    private RequestRefusedException refused(String method, String path, @Nullable String query, String body)
            throws IOException {
        Request request = request(method, path, query, body);
        return catchThrowableOfType(RequestRefusedException.class, () -> validator.validate(request, false));
    }

    // Of a client that does not say how much it sends
    private static Request request(String method, String path, @Nullable String query, String body) {
        return request(method, path, query, Map.of("X-Tries", List.of("1")), body);
    }

    private ValidRequest create(Map<String, List<String>> headers) throws IOException {
        return validator.validate(request("POST", "/shop/orders/new/", null, headers, "{\"name\": \"ab\"}"), false);
    }

    private static Request request(
            String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {
        return new Request(
                method,
                path,
                query,
                name -> name.equals("Content-Type")
                        ? List.of("application/json")
                        : headers.getOrDefault(name, List.of()),
                -1,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
