package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that can't be honoured, or served, is refused by name, with the place and the reason. */
class RefusedDocumentTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: n, in: query, style: spaceDelimited, schema: {$ref: '#/components/schemas/Ids'}} | '' | style spaceDelimited
            {name: n, in: query, schema: {$ref: '#/components/schemas/Options'}}                    | '' | an object as a parameter
            {name: n, in: query, schema: {type: [integer, string]}}                                 | '' | a parameter that may be
            {name: n, in: query, content: {application/json: {schema: {}}}}                         | '' | a parameter without a schema
            {name: n, in: query, schema: {minimum: 5}}                                              | '' | a parameter without a type, and with [minimum]
            {name: n, in: cookie, schema: {$ref: '#/components/schemas/Ids'}}                       | '' | a list in a cookie
            {name: n, in: path, required: true, schema: {type: integer}}                            | '' | path parameters [n]
            {$ref: '#/components/parameters/N', required: true}                                     | '' | required beside a $ref
            ''                                             | 'note: {type: string, pattern: ''(?=a)b''}'     | the regular expression
            ''                                             | 'note: {$ref: ''#/components/schemas/No''}'     | $ref to #/components/schemas/No
            ''                                             | 'note: {$ref: ''other.yaml#/No''}'              | $ref to other.yaml#/No
            ''                                             | 'note: {$ref: ''https://example.org/a#/No''}'   | $ref to https://example.org/a#/No
            ''                                             | 'file: {type: string, format: binary}'          | a file
            ''                                             | 'n: {type: [string, integer]}'                  | a field of a form that may be
            ''                                             | 'n: {$dynamicRef: ''#n''}'                      | $dynamicRef
            {name: n, in: query, allowEmptyValue: true, schema: {type: integer}}                    | '' | allowEmptyValue
            {name: n, in: query, schema: {type: array, items: {type: string, format: phone}}}       | '' | format phone in a request
            ''                                             | 'o: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}' | a property of a request that is readOnly and required
            """)
    void whatCantBeHonouredIsRefusedByName(String parameters, String fields, String what) {
        String document = ChangedDocumentTests.document(parameters, fields)
                .replace(
                        "components:\n",
                        "components:\n  parameters: {N: {name: n, in: query, schema: {type: integer}}}\n");

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> new OpenApiContract(document))
                .withMessageMatching("openapi.yaml, .*#/.*: not supported: .*, because .*")
                .withMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            required: true         | required: false         | a body that may be left out
            /shop/orders/:         | '/shop/a{b}/:'      | a path parameter within a segment
            /shop/orders/:         | 'shop/orders/:'     | the name "shop/orders/"
            /shop/orders/:         | '/shop/orders/?a=b:' | the path /shop/orders/?a=b
            openapi: 3.1.0         | openapi: 3.0.3          | version "3.0.3"
            '      type: object'   | '      type: [object, ''null'']' | a body that is not always an object
            'paths:'               | 'paths:\\n  /shop/{a}/: {get: {parameters: [{name: a, in: path, schema: {type: integer}}]}}' | a path parameter that may be left out
            'paths:'               | 'paths:\\n  /shop/{a}/x/: {get: {parameters: [{name: a, in: path, required: true, schema: {}}]}}\\n  /shop/y/{b}/: {get: {parameters: [{name: b, in: path, required: true, schema: {}}]}}' | a path beside /shop/{a}/x/
            """)
    void aDocumentOfAnotherKindIsRefusedByName(String written, String instead, String what) {
        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> new OpenApiContract(
                        ChangedDocumentTests.document("", "").replace(written, instead.replace("\\n", "\n"))))
                .withMessageContaining("not supported: " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'paths:'               | 'servers: [{url: https://example.org/api}]\\npaths:' | the path /api of a server
            '    post:'            | '    options:'          | an operation OPTIONS
            '    post:'            | '    put: {operationId: create}\\n    post:'             | another operation create
            '    post:'            | '    servers: [{url: /api}]\\n    post:'              | the path /api of a server
            /shop/orders/:         | '/shop/x/: {$ref: ''#/components/pathItems/X''}\\n  /shop/orders/:' | a $ref in place of a path
            '      operationId'    | '      responses: {''200'': {description: none, content: {text/csv: {schema: {type: string}}}}}\\n      operationId' | an answer of type text/csv
            application/json       | application/x-www-form-urlencoded                 | a body that is application/x-www-form-urlencoded in the first place
            'properties: {}'       | 'properties: {v: {type: [integer, boolean]}}'     | a value that may be [
            'properties: {}'       | 'properties: {v: {anyOf: [{type: integer}, {type: integer, minimum: 3}]}}' | anyOf in a request
            """)
    void whatTheServerCantServeIsRefusedByName(String written, String instead, String what) {
        String document = ChangedDocumentTests.document("", "")
                .replaceAll("(?m)^ *(application/x-www|multipart).*\n", "")
                .replaceFirst(Pattern.quote(written), Matcher.quoteReplacement(instead.replace("\\n", "\n")))
                .replace("components:\n", "components:\n  pathItems: {X: {get: {}}}\n");

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> OpenApiContract.served(document, none -> Optional.empty()))
                .withMessageContaining("not supported: " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a%20b.yaml         | a b.yaml           | a%20b.yaml, #: not supported: a file of that name, because the generator does not find it
            a b.yaml           | a b.yaml           | $ref to a b.yaml, because it is no URI: give the file a name of plain letters
            ../parts/a.yaml    | ../parts/a.yaml    | ../parts/a.yaml, #: not supported: a file at that place
            src/test/a.yaml    | src/test/a.yaml    | src/test/a.yaml, #: not supported: a file at that place
            validation/a.json  | validation/a.json  | validation/a.json, #: not supported: a file at that place
            parts/a.txt        | parts/a.txt        | parts/a.txt, #: not supported: a file at that place
            a                  | a                  | a, #: not supported: a file at that place
            """)
    void aFileThatGeneratorOrServerDoNotFindIsRefusedByName(String reference, String name, String says) {
        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> withFile(reference, name))
                .withMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.yaml", "components/a.yaml", "schemas/x/a.yml", "./parts/a.json", "sources/a.yaml"})
    void aFileBesideTheDocumentOrBelowItIsServed(String reference) {
        assertThat(withFile(reference, reference.replace("./", "")).paths()).isNotEmpty();
    }

    @Test
    void aFileMayReferBackToTheDocumentByItsName() {
        String document = ChangedDocumentTests.document("", "pay: {$ref: 'part.yaml#/Wrap'}")
                .replaceAll("(?m)^ *(application/x-www|multipart).*\n", "")
                .replace("paths:", "security: [{key: []}]\npaths:")
                .replace("components:\n", """
                        components:
                          securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
                        """)
                .replace("  schemas:\n", """
                          schemas:
                            Card: {type: object, required: [kind], properties: {kind: {type: string, const: card}}}
                            Pay: {oneOf: [{$ref: '#/components/schemas/Card'}], discriminator: {propertyName: kind, mapping: {card: '#/components/schemas/Card'}}}
                        """);
        String part = "Wrap: {type: object, properties: {pay: {$ref: 'openapi.yaml#/components/schemas/Pay'}}}";

        OpenApiContract contract =
                OpenApiContract.served(document, name -> Optional.of(name.equals("openapi.yaml") ? document : part));

        assertThat(contract.document().at("/x-files").propertyNames()).containsExactly("part.yaml");
    }

    private static OpenApiContract withFile(String reference, String name) {
        return OpenApiContract.served(
                ChangedDocumentTests.document("{$ref: '%s#/P'}".formatted(reference), "")
                        .replace("paths:", "security: [{key: []}]\npaths:")
                        .replace(
                                "components:\n",
                                "components:\n  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n"),
                other -> Optional.of("P: {name: n, in: query, schema: {type: integer}}")
                        .filter(text -> name.equals(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{key: []}]            | type: apiKey, in: header, name: X-Key | ''
            []                     | type: apiKey, in: header, name: X-Key | an operation without a key
            [{}, {key: []}]        | type: apiKey, in: header, name: X-Key | several keys, or an optional one
            [{key: [], other: []}] | type: apiKey, in: header, name: X-Key | several keys, or an optional one
            [{key: []}]            | type: apiKey, in: cookie, name: key   | the security scheme key of type "apiKey" in "cookie"
            [{key: []}]            | type: http, scheme: bearer            | the security scheme key of type "http"
            [{other: []}]          | type: apiKey, in: header, name: X-Key | the security scheme other, because components/securitySchemes has none of that name
            """)
    void anotherKeyThanOneHeaderIsRefusedByName(String security, String scheme, String what) {
        OpenApiContract contract = new OpenApiContract(ChangedDocumentTests.document("", "")
                .replace("operationId: create", "security: " + security)
                .replace("components:\n", "components:\n  securitySchemes: {key: {" + scheme + "}}\n"));

        if (what.isEmpty()) {
            assertThat(contract.keyHeader()).isEqualTo("X-Key");
        } else {
            assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                    .isThrownBy(contract::keyHeader)
                    .withMessageContaining("not supported: " + what);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'n: {type: integer, nullable: true}'                     | n | the keyword nullable
            'n: {type: string, maxlength: 3}'                        | n | the keyword maxlength
            'n: {type: array, items: {type: string, maxlength: 3}}'  | n/items | the keyword maxlength
            'n: {type: array, items: {}, additionalItems: false}'    | n | the keyword additionalItems
            'n: {type: int}'                                         | n/type | the value of type
            'n: {type: integer, minimum: 1, exclusiveMinimum: true}' | n/exclusiveMinimum | the value of exclusiveMinimum
            'n: {type: string, maxLength: ''3''}'                    | n/maxLength | the value of maxLength
            'n: {type: string, enum: a}'                             | n/enum | the value of enum
            'n: {type: object, properties: {m: {required: true}}}'   | n/properties/m/required | the value of required
            'n: {type: integer, default: abc}'                       | n | the default "abc"
            'n: {type: integer, maximum: 9, default: 10}'            | n | the default 10
            'n: {type: integer, default: null}'                      | n | the default null
            'n: {type: string, format: int32}'                       | n | format int32 of a value that may be [string]
            'n: {type: integer, format: date}'                       | n | format date of a value that may be [integer]
            'n: {type: string, contentEncoding: base64}'             | n | contentEncoding in a request
            'n: {allOf: [{type: object, properties: {id: {type: integer, readOnly: true}}}, {required: [id]}]}' | n/allOf/0/properties/id | a property of a request that is readOnly and required
            """)
    void aKeywordThatWouldBeLeftOutIsRefusedByName(String fields, String place, String what) {
        String document = json(ChangedDocumentTests.document("", fields));

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> new OpenApiContract(document))
                .withMessageStartingWith(
                        "openapi.yaml, #/components/schemas/Order/properties/%s: not supported: %s, because "
                                .formatted(place, what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n: {type: integer, x-maxlength: 3, title: N, $comment: none, examples: [1], externalDocs: {url: 'https://example.org'}, xml: {name: n}}
            n: {dependentRequired: {a: [b]}, type: object}
            n: {type: [integer, 'null'], default: null}
            """)
    void whatIsNoRuleIsLeftOut(String fields) {
        assertThat(new OpenApiContract(json(ChangedDocumentTests.document("", fields))).paths())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}       | a discriminator without oneOf
            {oneOf: [{$ref: '#/components/schemas/Options'}], discriminator: {propertyName: kind}}                         | an alternative that does not say its own kind
            """)
    void aDiscriminatorThatDecidesAgainstTheSchemaIsRefusedByName(String field, String what) {
        String document = json(ChangedDocumentTests.document("", "n: " + field));

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> OpenApiContract.served(document, none -> Optional.empty()))
                .withMessageContaining("/n: not supported: " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            patternProperties: {'^x': {type: integer}}                                       | patternProperties in a form
            propertyNames: {maxLength: 3}                                                    | propertyNames in a form
            additionalProperties: {type: array, items: {type: integer}}                                      | additionalProperties that are lists in a form
            properties: {n: {minimum: 5}}                                                                    | a field of a form without a type, and with [minimum]
            properties: {n: {not: {type: string}}}                                                           | a field of a form without a type, and with [not]
            properties: {n: {type: array, prefixItems: [{type: integer}, {type: string}]}}                   | prefixItems of a list that is written as texts
            properties: {n: {type: array, items: {type: integer}, prefixItems: [{type: integer}]}}           | prefixItems of a list that is written as texts
            """)
    void whatAFormCantWriteIsRefusedByName(String properties, String what) {
        String document = ChangedDocumentTests.document("", "").replace("properties: {}", properties);

        assertThat(new OpenApiContract(json(document)).paths()).isNotEmpty();
        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(() -> new OpenApiContract(document))
                .withMessageContaining("not supported: " + what);
    }

    // Forms are refused for reasons of their own
    private static String json(String document) {
        return document.replaceAll("(?m)^ *(application/x-www|multipart).*\n", "");
    }
}
