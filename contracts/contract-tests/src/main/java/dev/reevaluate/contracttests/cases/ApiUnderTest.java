package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document that a server is held to: its operations, and who judges values by its schemas. */
public final class ApiUnderTest {

    /** Those of the document that a client can send, in upper case. */
    static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");

    private final OpenApiDocument document;
    private final SchemaJudge requests;
    private final SchemaJudge answers;
    private final List<OperationUnderTest> operations = new ArrayList<>();

    private ApiUnderTest(OpenApiDocument document) {
        this.document = document;
        this.requests = SchemaJudge.ofRequests(document.root());
        this.answers = SchemaJudge.ofAnswers(document.root());
        for (String template : document.templates()) {
            document.operations(template)
                    .forEach((method, pointer) ->
                            operations.add(new OperationUnderTest(this, method, template, pointer)));
        }
    }

    /** Takes the document that is tested. */
    public static ApiUnderTest of(OpenApiDocument document) {
        return new ApiUnderTest(document);
    }

    /** Returns all operations, in the document's order. */
    public List<OperationUnderTest> operations() {
        return operations;
    }

    /** Returns the operation that is asked; of a method that the path lacks, any operation of the path. */
    public Optional<OperationUnderTest> operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isAt(path))
                // A literal path is meant before one with a parameter
                .min(Comparator.comparing(OperationUnderTest::hasPathParameters)
                        .thenComparing(operation -> !operation.method().equals(method)));
    }

    /** Returns the keywords of a request's schema that the value breaks, with their places, as the cases name them. */
    public Set<String> broken(JsonNode schema, JsonNode value) {
        return requests.broken(schema, value);
    }

    SchemaJudge requests() {
        return requests;
    }

    SchemaJudge answers() {
        return answers;
    }

    OpenApiDocument document() {
        return document;
    }

    ResolvedSchema schema(JsonNode schema) {
        return document.schema(schema);
    }

    /** Returns the node, or the one that it refers to. */
    JsonNode followed(JsonNode node) {
        JsonNode followed = node;
        while (followed.path("$ref").isString()) {
            followed = document.at(followed.path("$ref").asString());
        }
        return followed;
    }

    /** Paths beside the operation's; what is answered there is the same everywhere. */
    Optional<OperationUnderTest> nowhere(OperationUnderTest beside, int status) {
        return operations.stream()
                .flatMap(operation -> operation.response(status).stream())
                .findFirst()
                .map(notFound -> {
                    ObjectNode definition = JsonNodeFactory.instance.objectNode();
                    definition.putObject("responses").set(String.valueOf(status), notFound);
                    return new OperationUnderTest(this, beside, definition);
                });
    }
}
