package dev.reevaluate.contracts.cases;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.reevaluate.validation.Contract;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document: its operations, and its schemas to validate by. */
public final class OpenApi {

    // Of those that a path may have; MockEqualsServerTest has the TRACE
    static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "head", "patch");

    private static final String LOCATION = "urn:openapi";

    private final JsonNode document;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry;

    private OpenApi(JsonNode document) {
        this.document = document;
        this.registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(LOCATION, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** The document that the openapi module carries. */
    public static OpenApi load() {
        return of(yaml());
    }

    /** Any document. */
    public static OpenApi of(JsonNode document) {
        return new OpenApi(document);
    }

    /** The document that the openapi module carries, to be changed at will. */
    public static JsonNode yaml() {
        return Contract.load().document();
    }

    /** In the document's order. */
    public List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new Operation(
                                this,
                                operation.getKey(),
                                path.getKey(),
                                withParametersOfItsPath(path.getValue(), operation.getValue()))))
                .toList();
    }

    // Where both have one of the same name, the operation's counts
    private JsonNode withParametersOfItsPath(JsonNode path, JsonNode operation) {
        if (!path.has("parameters")) {
            return operation;
        }
        Map<List<String>, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode declared : List.of(path.path("parameters"), operation.path("parameters"))) {
            declared.forEach(parameter -> parameters.put(
                    List.of(
                            followed(parameter).path("in").asString(""),
                            followed(parameter).path("name").asString("")),
                    parameter));
        }
        ObjectNode effective = (ObjectNode) operation.deepCopy();
        parameters.values().forEach(effective.putArray("parameters")::add);
        return effective;
    }

    /** The operation that is asked; of a method that the path lacks, any operation of the path. */
    public Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.isAt(path))
                // A literal path is meant before one with a parameter
                .min(Comparator.comparing(Operation::hasPathParameters)
                        .thenComparing(operation -> !operation.method().equals(method)));
    }

    /** Paths beside the operation's; what is answered there is the same everywhere. */
    Optional<Operation> nowhere(Operation beside) {
        return operations().stream()
                .map(operation -> operation.responses().get(404))
                .filter(Objects::nonNull)
                .findFirst()
                .map(notFound -> {
                    ObjectNode definition = JsonNodeFactory.instance.objectNode();
                    definition.putObject("responses").set("404", notFound);
                    return new Operation(this, beside.method(), beside.path(), definition);
                });
    }

    /** The node, or the one that it refers to. */
    JsonNode followed(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : followed(document.at(reference.substring(1)));
    }

    /** The scheme of that name. */
    JsonNode securityScheme(String name) {
        return followed(document.at("/components/securitySchemes").path(name));
    }

    /** What the schema, which is any part of the document, says against the value. */
    List<Error> violations(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value);
    }

    /** The keywords of the schema that the value breaks, with their places, as the cases name them. */
    public Set<String> broken(JsonNode schema, JsonNode value) {
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
        String text = schema.toString().replace("\"$ref\":\"#/", "\"$ref\":\"" + LOCATION + "#/");
        return registry.getSchema(new JsonMapper().readTree(text));
    }
}
