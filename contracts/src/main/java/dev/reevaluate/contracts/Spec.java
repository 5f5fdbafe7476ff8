package dev.reevaluate.contracts;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document that the contracts are held to. */
final class Spec {

    private static final String LOCATION = "urn:openapi";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private Spec(String yaml) {
        this.document = new YAMLMapper().readTree(yaml);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(), registry -> registry.schemas(Map.of(LOCATION, document.toString())));
    }

    /** The document that the openapi module carries. */
    static Spec load() {
        try (InputStream yaml = Objects.requireNonNull(Spec.class.getResourceAsStream("/openapi.yaml"))) {
            return new Spec(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean declares(String path) {
        return template(path).isPresent();
    }

    /** Matches each path that is none of the document's. */
    String anyOtherPath() {
        return document.path("paths").propertyNames().stream()
                .map(this::asRegex)
                .collect(Collectors.joining("|", "(?!(?:", ")$).*"));
    }

    /** The operation that the contract calls; of a method that the path doesn't have, any operation of the path. */
    Operation operation(Contract contract) {
        String template = template(contract.path())
                .orElseThrow(() -> new IllegalArgumentException(contract.name() + ": no such path in openapi.yaml"));
        JsonNode item = document.path("paths").path(template);
        String method = contract.method().toLowerCase(Locale.ROOT);
        String declared =
                item.has(method) ? method : item.propertyNames().iterator().next();
        return new Operation("#/paths/" + template.replace("~", "~0").replace("/", "~1") + "/" + declared);
    }

    private Optional<String> template(String path) {
        return document.path("paths").propertyNames().stream()
                .filter(template -> path.matches(asRegex(template)))
                .findFirst();
    }

    private String asRegex(String template) {
        StringBuilder regex = new StringBuilder();
        for (String segment : template.substring(1).split("/", -1)) {
            regex.append('/').append(segment.startsWith("{") ? "-?\\d+" : Regex.literally(segment));
        }
        return regex.toString();
    }

    private JsonNode at(String pointer) {
        return written(located(pointer));
    }

    /** Where it is written, following each $ref on the way. */
    private String located(String pointer) {
        String located = "#";
        for (String name : names(pointer)) {
            located = located + "/" + name;
            JsonNode node = written(located);
            if (node.has("$ref")) {
                located = located(node.get("$ref").asString());
            }
        }
        return located;
    }

    private JsonNode written(String pointer) {
        JsonNode node = document;
        for (String name : names(pointer)) {
            node = node.path(name.replace("~1", "/").replace("~0", "~"));
        }
        return node;
    }

    private static List<String> names(String pointer) {
        return List.of(pointer.substring("#/".length()).split("/", -1));
    }

    /** One operation of the document. */
    final class Operation {

        private final String pointer;

        private Operation(String pointer) {
            this.pointer = pointer;
        }

        boolean declares(int status) {
            return at(pointer + "/responses").has(String.valueOf(status));
        }

        /** The names of the query parameters. */
        List<String> queryParameters() {
            return at(pointer + "/parameters").values().stream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString())
                    .toList();
        }

        /** The media types that the request's body may have. */
        Collection<String> mediaTypes() {
            return at(pointer + "/requestBody/content").propertyNames();
        }

        /** The schema of the request's body; none where the operation takes none. */
        Optional<BodySchema> bodySchema() {
            return bodySchema(pointer + "/requestBody/content");
        }

        /** The schema of an answer's body; none where it has none. */
        Optional<BodySchema> answerSchema(int status) {
            return bodySchema(pointer + "/responses/" + status + "/content");
        }

        // Each media type of a body has the same schema
        private Optional<BodySchema> bodySchema(String content) {
            String schema = content + "/application~1json/schema";
            return at(content).has("application/json")
                    ? Optional.of(new BodySchema(located(schema)))
                    : Optional.empty();
        }
    }

    /** A schema of the document, to read and to validate by. */
    final class BodySchema {

        private final Schema schema;
        private final JsonNode definition;

        private BodySchema(String pointer) {
            String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
            this.schema = schemas.getSchema(SchemaLocation.of(LOCATION + fragment));
            this.definition = written(pointer);
        }

        boolean accepts(JsonNode value) {
            return violations(value).isEmpty();
        }

        List<String> violations(JsonNode value) {
            return schema.validate(value).stream().map(Object::toString).toList();
        }

        /** The names of the declared fields, in declared order. */
        Collection<String> fieldNames() {
            return definition.path("properties").propertyNames();
        }

        JsonNode field(String name) {
            return definition.path("properties").path(name);
        }

        /** Whether a value of this one field would be accepted. */
        boolean acceptsField(String name, JsonNode value) {
            return schemas.getSchema(field(name)).validate(value).isEmpty();
        }
    }
}
