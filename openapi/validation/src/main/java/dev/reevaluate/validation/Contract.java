package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** openapi.yaml: its text, its paths, and its schemas. */
public final class Contract {

    private static final String LOCATION = "urn:reevaluate:openapi.yaml";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    // OpenAPI has a header parameter of these names ignored: other parts of the document describe them
    private static final Set<String> OTHERWISE_DESCRIBED = Set.of("accept", "content-type", "authorization");

    private final String yaml;
    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final List<PathItem> paths = new ArrayList<>();
    private final Map<String, PathItem> concretePaths = new HashMap<>();
    private final Set<String> roots;

    /** Reads the text; a document that is no OpenAPI, or has a schema that can't be read, is refused at once. */
    public Contract(String yaml) {
        this.yaml = yaml;
        this.document = new YAMLMapper().readTree(yaml);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(), registry -> registry.schemas(Map.of(LOCATION, yaml)));
        document.path("paths").properties().forEach(path -> paths.add(pathItem(path.getKey(), path.getValue())));
        paths.stream().filter(path -> !isTemplated(path)).forEach(path -> concretePaths.put(path.template(), path));
        this.roots = paths.stream()
                .map(path -> path.template().substring(0, path.template().indexOf('/', 1) + 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The document that this build carries. */
    public static Contract load() {
        try (InputStream yaml = Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"))) {
            return new Contract(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text, as it was written. */
    public String yaml() {
        return yaml;
    }

    /** The text, as a tree. */
    public JsonNode document() {
        return document;
    }

    /** The header that carries the key. */
    public String keyHeader() {
        return document.at("/components/securitySchemes").values().stream()
                .filter(scheme -> scheme.path("in").asString().equals("header"))
                .map(scheme -> scheme.path("name").asString())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("openapi.yaml names no header for a key"));
    }

    /** What all paths start with that need a key: {@code /name/} each. */
    public Set<String> roots() {
        return roots;
    }

    /** All paths, in declared order. */
    public List<PathItem> paths() {
        return paths;
    }

    /** The path that a decoded path of a request leads to; a concrete one before a templated one, as OpenAPI demands. */
    public Optional<PathItem> path(String path) {
        PathItem concrete = concretePaths.get(path);
        return concrete != null
                ? Optional.of(concrete)
                : paths.stream()
                        .filter(Contract::isTemplated)
                        .filter(item ->
                                PathTemplate.values(item.template(), path).isPresent())
                        .findFirst();
    }

    /** The schema at a place of the document, such as {@code #/components/schemas/Status}. */
    public Schema schema(String pointer) {
        String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
        return schemas.getSchema(SchemaLocation.of(LOCATION + fragment));
    }

    /** The place that is meant, following each {@code $ref} on the way. */
    public String located(String pointer) {
        String located = "#";
        for (String name : pointer.substring("#/".length()).split("/", -1)) {
            located = located + "/" + name;
            JsonNode node = document.at(located.substring(1));
            if (node.has("$ref")) {
                located = located(node.get("$ref").asString());
            }
        }
        return located;
    }

    private PathItem pathItem(String template, JsonNode item) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        item.propertyNames().stream().filter(METHODS::contains).forEach(method -> {
            String name = method.toUpperCase(Locale.ROOT);
            operations.put(name, operation(template, name, pointer(template) + "/" + method));
        });
        return new PathItem(template, operations);
    }

    private Operation operation(String template, String method, String pointer) {
        Map<String, Operation.Parameter> query = new LinkedHashMap<>();
        Map<String, Operation.Parameter> headers = new LinkedHashMap<>();
        Map<String, Schema> path = new LinkedHashMap<>();
        // A parameter of the operation replaces one of its path
        for (String parameters : List.of(pointer(template) + "/parameters", pointer + "/parameters")) {
            for (int i = 0; i < document.at(parameters.substring(1)).size(); i++) {
                String at = located(parameters + "/" + i);
                JsonNode parameter = document.at(at.substring(1));
                String name = parameter.path("name").asString();
                switch (parameter.path("in").asString()) {
                    case "query" -> query.put(name, parameter(at, parameter));
                    case "header" -> {
                        String anyCase = name.toLowerCase(Locale.ROOT);
                        if (!OTHERWISE_DESCRIBED.contains(anyCase)) {
                            headers.put(anyCase, header(at, parameter));
                        }
                    }
                    case "path" -> path.put(name, usable(at + "/schema"));
                    default ->
                        throw new IllegalStateException("openapi.yaml, " + at
                                + ": only parameters in path, query and header are checked, not in "
                                + parameter.path("in").asString());
                }
            }
        }
        String content = located(pointer + "/requestBody/content");
        Map<String, String> bodies = new LinkedHashMap<>();
        document.at(content.substring(1)).propertyNames().forEach(type -> {
            if (!RequestBody.READABLE.contains(type)) {
                throw new IllegalStateException("openapi.yaml, %s: a body of type %s can't be read, only of %s"
                        .formatted(pointer, type, RequestBody.READABLE));
            }
            bodies.put(type, located(content + "/" + type.replace("/", "~1") + "/schema"));
        });
        if (Set.copyOf(bodies.values()).size() > 1) {
            throw new IllegalStateException("openapi.yaml, %s: all media types of a body must $ref one schema, not %s"
                    .formatted(pointer, bodies.values()));
        }
        return new Operation(
                document.at(pointer.substring(1)).path("operationId").asString(""),
                method,
                template,
                List.copyOf(query.values()),
                List.copyOf(headers.values()),
                path,
                bodies.keySet(),
                bodies.values().stream().findFirst().map(this::usable).orElse(null));
    }

    private Operation.Parameter parameter(String at, JsonNode parameter) {
        return new Operation.Parameter(
                parameter.path("name").asString(), parameter.path("required").asBoolean(false), usable(at + "/schema"));
    }

    private Operation.Parameter header(String at, JsonNode parameter) {
        Operation.Parameter header = parameter(at, parameter);
        if (!TextValue.canRead(header.schema())) {
            throw new IllegalStateException("openapi.yaml, " + at
                    + ": a header parameter is read as one text, and its schema asks for a list or an object");
        }
        return header;
    }

    // Read and tried now, as the first caller should not wait for it; and a broken contract keeps a server from
    // starting
    private Schema usable(String pointer) {
        Schema schema = schema(located(pointer));
        schema.validate(JsonNodeFactory.instance.objectNode());
        return schema;
    }

    private static String pointer(String template) {
        return "#/paths/" + template.replace("~", "~0").replace("/", "~1");
    }

    private static boolean isTemplated(PathItem item) {
        return item.template().contains("{");
    }
}
