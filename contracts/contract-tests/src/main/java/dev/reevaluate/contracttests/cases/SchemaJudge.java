package dev.reevaluate.contracttests.cases;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.reevaluate.document.EcmaPattern;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds values to the schemas of a document, in one direction: a request has no readOnly fields, an answer no writeOnly ones. */
final class SchemaJudge {

    private static final String LOCATION = "urn:document";
    private static final Dialect DIALECT = Dialect.builder(Dialects.getOpenApi31())
            .formats(Stream.of(IntegerFormat.values(), TextFormat.values())
                    .<Format>flatMap(Arrays::stream)
                    .toList())
            .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
            .build();

    private final String absent;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private SchemaJudge(JsonNode document, String absent) {
        this.absent = absent;
        this.registry = SchemaRegistry.withDefaultDialect(
                DIALECT,
                builder -> builder.schemas(
                                Map.of(LOCATION, withoutAbsent(document).toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .regularExpressionFactory(regex -> EcmaPattern.of(regex)::isIn)
                                .build()));
    }

    static SchemaJudge ofRequests(JsonNode document) {
        return new SchemaJudge(document, "readOnly");
    }

    static SchemaJudge ofAnswers(JsonNode document) {
        return new SchemaJudge(document, "writeOnly");
    }

    /** Returns what the schema, which is any part of the document, says against the value. */
    List<Error> violations(JsonNode schema, JsonNode value) {
        return schema.isMissingNode()
                ? List.of()
                : schemas.computeIfAbsent(schema, this::compiled).validate(value);
    }

    /** Returns whether the value breaks the keyword, whatever else it breaks. */
    boolean breaks(JsonNode schema, JsonNode value, String keyword) {
        return violations(schema, value).stream()
                .anyMatch(error -> error.getKeyword().equals(keyword) || leadsThrough(error, keyword));
    }

    private static boolean leadsThrough(Error error, String keyword) {
        return IntStream.range(0, error.getEvaluationPath().getNameCount())
                .anyMatch(i ->
                        String.valueOf(error.getEvaluationPath().getElement(i)).equals(keyword));
    }

    /** Returns the keywords of the schema that the value breaks, with their places, as the cases name them. */
    Set<String> broken(JsonNode schema, JsonNode value) {
        return violations(schema, value).stream()
                .map(error -> {
                    String keyword = error.getKeyword();
                    return keyword.equals("required")
                            ? Case.about(joined(place(error), error.getProperty()), keyword)
                            : Case.about(place(error), Keywords.written(keyword, error.getSchemaNode()));
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(Error error) {
        String place = "";
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object step = error.getInstanceLocation().getElement(i);
            place = step instanceof Number ? place + "[]" : joined(place, String.valueOf(step));
        }
        return place;
    }

    private static String joined(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    // A part of the document, whose references lead to the whole
    private Schema compiled(JsonNode schema) {
        JsonNode part = withoutAbsent(schema);
        for (JsonNode choice : part.findValues("mapping")) {
            choice.properties().stream()
                    .filter(alternative -> alternative.getValue().asString("").startsWith("#/"))
                    .forEach(alternative -> ((ObjectNode) choice)
                            .put(
                                    alternative.getKey(),
                                    LOCATION + alternative.getValue().asString()));
        }
        String text = part.toString().replace("\"$ref\":\"#/", "\"$ref\":\"" + LOCATION + "#/");
        return registry.getSchema(new JsonMapper().readTree(text));
    }

    // A field that is required, and has no place in this direction, is required in the other one alone
    private JsonNode withoutAbsent(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        for (JsonNode parent : copy.findParents("required")) {
            if (parent instanceof ObjectNode object && object.path("required") instanceof ArrayNode required) {
                required.removeIf(name -> object.path("properties")
                        .path(name.asString(""))
                        .path(absent)
                        .asBoolean(false));
            }
        }
        return copy;
    }
}
