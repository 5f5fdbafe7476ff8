package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.ChangedDocument.BODY;
import static dev.reevaluate.contracttests.cases.ChangedDocument.BULK;
import static dev.reevaluate.contracttests.cases.ChangedDocument.METRICS;
import static dev.reevaluate.contracttests.cases.ChangedDocument.POLICY;
import static dev.reevaluate.contracttests.cases.ChangedDocument.at;
import static dev.reevaluate.contracttests.cases.ChangedDocument.cases;
import static dev.reevaluate.contracttests.cases.ChangedDocument.changed;
import static dev.reevaluate.contracttests.cases.ChangedDocument.names;
import static dev.reevaluate.contracttests.cases.ChangedDocument.notSupported;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each keyword and each format of a new field has its cases, in every media type, or is named. */
class KeywordCasesTest {

    private static final String NO_FORM = ".*(propertyNames|patternProperties|prefixItems).*";

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

    /** In all media types, and with nothing that a build would stop at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "object", "maxProperties": 2}               | maxProperties 2     | {"not_in_the... (54 characters) | {"not_in_the... (80 characters)
            {"type": "object", "maxProperties": 1, "additionalProperties": {"type": "integer"}} | maxProperties 1 | {"not_in_the_contract":1} | {"not_in_the... (52 characters)
            {"type": "object", "maxProperties": 1, "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "additionalProperties": false} | maxProperties 1 | {"a":1} | {"a":1,"b":1}
            {"type": "object", "maxProperties": 0}               | maxProperties 0     | {} | {"not_in_the_contract":"x"}
            {"type": "object", "minProperties": 1, "patternProperties": {"^c[0-9]+$": {"type": "integer"}}, "additionalProperties": false} | minProperties 1 | {"c0":1} | {}
            {"type": "object", "minProperties": 2, "propertyNames": {"enum": ["p", "q", "r"]}} | minProperties 2 | {"p":"x","q":"x"} | {"q":"x"}
            {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^[A-Z]{2}$"}} | minProperties 2 | {"AA":"x","AB":"x"} | {}
            {"type": "object", "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"}, "additionalProperties": {"type": "string"}} | propertyNames {"pattern":"^[a-z][a-z0-9_]*$"} | {"a":"x"} | {"":"x"}
            {"type": "object", "propertyNames": {"maxLength": 3}} | propertyNames {"maxLength":3} | {"not":"x"} | {"not_in_the_contract":"x"}
            {"type": "object", "propertyNames": {"maxLength": 30}} | propertyNames {"maxLength":30} | {"not_in_the_contract":"x"} | {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"x"}
            {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "dependentRequired": {"a": ["b"]}} | dependentRequired {"a":["b"]} | {"a":1,"b":1} | {"a":1}
            {"type": "object", "dependentRequired": {"a": ["b"], "b": ["c"]}} | dependentRequired {"a":["b"],"b":["c"]} | {"a":"x","b":"x","c":"x"} | {"a":"x","c":"x"}
            {"type": "object", "properties": {"a": {}, "b": {"type": "integer"}}, "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"maximum": 5}}}}} | dependentSchemas | {"a":"x","b":5} | {"a":"x"}
            {"type": "object", "patternProperties": {"^c[0-9]+$": {"type": "integer"}}} | patternProperties | {"c0":1} | {"c0":null}
            {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^w-"}} | contains {"pattern":"^w-"} | ["w-","x"] | ["x"]
            {"type": "array", "items": {"type": "integer"}, "contains": {"const": 5}, "minContains": 2} | minContains 2 | [5,5] | [5]
            {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^w-"}, "minContains": 0, "maxContains": 1} | maxContains 1 | ["w-"] | ["w-","w-"]
            {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^w-"}, "maxContains": 2, "minItems": 3} | maxContains 2 | ["w-","w-","x"] | ["w-","w-","w-"]
            {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "contains": {"pattern": "^w-"}, "minContains": 2} | minContains 2 | ["w-","w-1"] | ["w-"]
            {"type": "array", "items": {"enum": ["a", "b"]}, "contains": {"const": "a"}} | contains {"const":"a"} | ["a"] | ["b"]
            {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]} | prefixItems | [1,"x"] | [null,"x"]
            {"type": "array", "prefixItems": [{"type": "integer"}], "unevaluatedItems": false} | unevaluatedItems false | [1] | [1,null]
            {"type": "string", "not": {"pattern": "^secret"}}    | not {"pattern":"^secret"} | "x" | "secret"
            {"type": "integer", "not": {"multipleOf": 97}}       | not {"multipleOf":97} | 1 | 97
            {"type": "object", "properties": {"kind": {"type": "string"}}, "if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]}, "then": {"required": ["x"]}} | if | {"kind":"a","x":null} | {"kind":"a"}
            """)
    void aKeywordOfAWholeValueHasItsCases(String schema, String about, String good, String bad) {
        Cases changed = changed(json -> at(json, BODY + "/properties").set("new", new JsonMapper().readTree(schema)));

        assertThat(changed.unexpectedlyNotSupported(POLICY)).isEmpty();
        assertThat(untried(changed, part -> !schema.matches(NO_FORM) || part.equals("application/json")))
                .isEmpty();
        for (boolean refused : List.of(false, true)) {
            assertThat(changed.all())
                    .filteredOn(one ->
                            one.part().equals("application/json") && one.about().startsWith("new, " + about))
                    .filteredOn(one -> (one.kind() == Kind.NEGATIVE) == refused)
                    .extracting(Case::what)
                    .anySatisfy(what -> assertThat(what).startsWith(refused ? bad : good));
        }
    }

    /** In each media type: a contract would have to promise it where no case tries it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"uniqueItems\": true}",
                "{\"type\": \"array\", \"items\": {\"type\": \"string\", \"pattern\": \"^a$\"}, \"maxItems\": 1}",
                "{\"type\": \"string\", \"pattern\": \"^[a-c]+$\"}",
                "{\"type\": \"string\", \"format\": \"date\"}",
                "{\"type\": [\"integer\", \"null\"], \"minimum\": 1}",
                "{\"type\": \"boolean\"}",
                "{\"type\": \"object\", \"maxProperties\": 3}"
            })
    void eachKeywordIsTriedInEachMediaType(String schema) {
        Cases changed = changed(json -> at(json, BODY + "/properties").set("new", new JsonMapper().readTree(schema)));

        assertThat(untried(changed, part -> true)).isEmpty();
    }

    /** Of which nothing could be tried. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "object", "minProperties": 0}               | minProperties 0
            {"type": "object", "propertyNames": {}}              | propertyNames {}
            {"type": "object", "propertyNames": true}            | propertyNames true
            {"type": "object", "dependentRequired": {"a": []}}   | dependentRequired {"a":[]}
            {"type": "object", "dependentSchemas": {"a": true}}  | dependentSchemas {"a":true}
            {"type": "object", "patternProperties": {"^a": {}}}  | patternProperties {"^a":{}}
            {"type": "object", "unevaluatedProperties": true}    | unevaluatedProperties true
            {"type": "array", "items": {}, "contains": {"const": 1}, "minContains": 0} | contains {"const":1}
            {"type": "array", "items": {}, "contains": {"const": 1}, "minContains": 0} | minContains 0
            {"type": "array", "items": {}, "minContains": 2}     | minContains 2
            {"type": "array", "items": {}, "maxContains": 2}     | maxContains 2
            {"type": "array", "items": {}, "minItems": 0}        | minItems 0
            {"type": "array", "items": {}, "uniqueItems": false} | uniqueItems false
            {"type": "array", "prefixItems": [true]}             | prefixItems [true]
            {"type": "array", "unevaluatedItems": true}          | unevaluatedItems true
            {"type": "string", "minLength": 0}                   | minLength 0
            {"type": "string", "maxProperties": 2}               | maxProperties 2
            {"type": "integer", "contains": {"const": 1}}        | contains {"const":1}
            {"type": "string", "not": false}                     | not false
            {"type": "string", "if": {"minLength": 2}}           | if {"minLength":2}
            {"type": "string", "format": "password"}             | format password
            """)
    void ofWhatRefusesNothingTheReportSaysSo(String schema, String about) {
        Cases changed = changed(json -> at(json, BODY + "/properties").set("new", new JsonMapper().readTree(schema)));

        assertThat(changed.unexpectedlyNotSupported(POLICY)).isEmpty();
        assertThat(changed.constraints().values())
                .allSatisfy(parts ->
                        assertThat(parts.values()).noneMatch(constraints -> constraints.contains("new, " + about)));
        assertThat(new CaseTable(changed.all(), changed.notSupported())
                        .markdown()
                        .split("## Nothing to try", -1)[1])
                .contains("| " + BULK + "application/json, new: `%s` | it refuses no value |".formatted(about));
    }

    @Test
    void anEmptyBodyIsNoJsonButMayBeAFormWithoutFields() {
        assertThat(names(json -> at(json, BODY).remove("required")))
                .contains(
                        BULK + "application/json, requestBody required: an empty body -> 400",
                        BULK
                                + "application/x-www-form-urlencoded, requestBody required: an empty body -> 200 or 400 or 422",
                        BULK + "multipart/form-data, requestBody required: an empty body -> 200 or 400 or 422");
        assertThat(names(json -> {}))
                .contains(BULK + "application/x-www-form-urlencoded, requestBody required: an empty body -> 400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "string", "format": "email"}           | "someone@example.org"       | "@example.org"
            {"type": "string", "format": "email", "example": "a@corp.internal"} | "a@corp.internal" | "x"
            {"type": "string", "format": "idn-email"}       | "someone@example.org"       | "@example.org"
            {"type": "string", "format": "byte"}            | "eHg="                      | "x"
            {"type": "string", "format": "iri"}             | "https://example.org/"      | "a b"
            {"type": "string", "format": "uri-reference"}   | "x"                         | "a b"
            {"type": "string", "format": "idn-hostname"}    | "example.org"               | "a b"
            {"type": "string", "format": "json-pointer"}    | "/x"                        | "x"
            {"type": "string", "format": "relative-json-pointer"} | "0/x"                 | "x"
            {"type": "string", "format": "regex"}           | "x"                         | "("
            """)
    void eachFormatHasItsCases(String schema, String good, String bad) {
        JsonNode added = new JsonMapper().readTree(schema);
        Consumer<JsonNode> change = json -> at(json, BODY + "/properties").set("new", added);

        assertThat(notSupported(change)).isEmpty();
        assertThat(names(change))
                .anySatisfy(name -> assertThat(name)
                        .startsWith(BULK
                                + "application/json, new, format %s: %s -> 200"
                                        .formatted(added.path("format").asString(), good)))
                .contains(BULK
                        + "application/json, new, format %s: %s -> 400"
                                .formatted(added.path("format").asString(), bad));
    }

    /** Of what is made up and does not fit, all that is derived would be wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "string", "pattern": "^[日本]+$"}                       | zip, pattern
            {"type": "string", "pattern": "^x$", "minLength": 5}          | zip, minLength
            {"type": "string", "format": "date", "maxLength": 3}          | zip, maxLength
            {"type": "string", "format": "date", "pattern": "^1999"}      | zip, pattern
            """)
    void aRequestOfWhichNoGoodValueIsKnownIsNamed(String schema, String what) {
        assertThat(notSupported(json -> {
                    ObjectNode parameter = ((ArrayNode) json.at(METRICS + "/parameters")).addObject();
                    parameter.put("name", "zip").put("in", "query").put("required", true);
                    parameter.set("schema", new JsonMapper().readTree(schema));
                }))
                .anySatisfy(text -> assertThat(text)
                        .startsWith(
                                "GET /test_framework/v1/metrics/: not supported: a good request, because its examples,"
                                        + " or what is made up without them, break query, " + what));
    }

    // What is asked of the new field
    private static List<String> untried(Cases cases, Predicate<String> ofPart) {
        List<String> untried = new ArrayList<>();
        cases.constraints()
                .values()
                .forEach(parts -> parts.forEach((part, constraints) -> constraints.stream()
                        .filter(constraint -> ofPart.test(part) && constraint.startsWith("new"))
                        .filter(constraint -> cases.all().stream()
                                .noneMatch(one ->
                                        one.part().equals(part) && one.about().equals(constraint)))
                        .forEach(constraint -> untried.add(part + ", " + constraint))));
        return untried;
    }
}
