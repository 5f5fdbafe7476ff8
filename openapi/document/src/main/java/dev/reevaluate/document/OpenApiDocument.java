package dev.reevaluate.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** An OpenAPI 3.1 document as one tree: anchors, merge keys and other files are resolved, and each {@code $ref} is local. */
public final class OpenApiDocument {

    /** The methods that a path may have, as the document writes them. */
    public static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    // A parameter in a header of these names is ignored by OpenAPI: other parts of the document describe them
    private static final Set<String> OTHERWISE_DESCRIBED = Set.of("accept", "content-type", "authorization");
    private static final int MOST_REFERENCES = 50;
    private static final Set<String> BESIDE_REFERENCES = Set.of("$ref", "summary", "description");

    private final JsonNode root;
    private final Set<String> schemas;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        String key = root.has("swagger") ? "swagger" : "openapi";
        if (!root.has(key)) {
            throw new UnsupportedSpecFeatureException("#", "a document without openapi", "this reads OpenAPI 3.1");
        }
        String version = root.path(key).asString("");
        if (!version.startsWith("3.1.")) {
            throw new UnsupportedSpecFeatureException(
                    "#/" + key,
                    "version \"" + version + "\"",
                    version.equals("3.1")
                            ? "OpenAPI writes the whole version, such as 3.1.0"
                            : "this reads OpenAPI 3.1");
        }
        new DocumentChecks(this).check();
        new ReferenceCycles(this).check();
        this.schemas = new ObjectChecks(this).check();
    }

    /** Reads a document of one file. */
    public static OpenApiDocument of(String text) {
        return of(text, name -> Optional.empty());
    }

    /**
     * Reads a document.
     *
     * @param files the text of another file, by its name relative to the document
     * @throws UnsupportedSpecFeatureException when it asks for what can't be honoured
     */
    public static OpenApiDocument of(String text, Function<String, Optional<String>> files) {
        return new OpenApiDocument(new DocumentFiles(files).bundled(text));
    }

    /**
     * Reads the document of a file, and the files beside it that it refers to.
     *
     * @throws UnsupportedSpecFeatureException when it asks for what can't be honoured
     */
    public static OpenApiDocument read(Path file) throws IOException {
        return of(text(file), name -> {
            Path other = file.resolveSibling(name);
            try {
                return Files.isRegularFile(other) ? Optional.of(text(other)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UnsupportedSpecFeatureException(
                    file.getFileName() + "#", "a file that is not UTF-8", "it could be any text: save it as UTF-8");
        }
    }

    /** Returns the whole tree. */
    public JsonNode root() {
        return root;
    }

    /** Returns whether it was more than one file. */
    public boolean isBundle() {
        return root.has(DocumentFiles.FILES);
    }

    /** Returns the node at a pointer that begins with {@code #}; a missing node where there is none. */
    public JsonNode at(String pointer) {
        return root.at(pointer.substring(1).replace("%25", "%"));
    }

    /** Returns the pointer to the object that is meant, following each {@code $ref} on the way; not for schemas, which may add to one. */
    public String located(String pointer) {
        return located(pointer, 0);
    }

    private String located(String pointer, int followed) {
        String located = "#";
        if (pointer.equals(located)) {
            return located;
        }
        for (String name : pointer.substring("#/".length()).split("/", -1)) {
            located = located + "/" + name;
            JsonNode node = at(located);
            if (node.path("$ref").isString()) {
                if (followed > MOST_REFERENCES) {
                    throw new UnsupportedSpecFeatureException(
                            pointer, "a $ref that leads back to itself", "it has no end");
                }
                node.propertyNames().stream()
                        .filter(beside -> !BESIDE_REFERENCES.contains(beside))
                        .findFirst()
                        .ifPresent(beside -> {
                            throw new UnsupportedSpecFeatureException(
                                    pointer, beside + " beside a $ref", "OpenAPI ignores it there");
                        });
                located = located(node.get("$ref").asString(), followed + 1);
            }
        }
        return located;
    }

    /** Returns the places of all schemas that are no part of another one, whether or not a request leads to them. */
    public Set<String> schemas() {
        return schemas;
    }

    /** Returns the templates of the paths, in declared order. */
    public List<String> templates() {
        return root.path("paths").propertyNames().stream()
                .filter(name -> name.startsWith("/"))
                .toList();
    }

    /** Returns the pointers to the operations of a path by method, as the document writes it. */
    public Map<String, String> operations(String template) {
        String item = located(path(template));
        Map<String, String> operations = new LinkedHashMap<>();
        at(item).propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.put(method, item + "/" + method));
        return operations;
    }

    /** Returns the pointers to the parameters of an operation; one of the operation replaces one of its path. */
    public List<String> parameters(String operation) {
        Map<List<String>, String> parameters = new LinkedHashMap<>();
        String item = operation.substring(0, operation.lastIndexOf('/'));
        for (String declared : List.of(item + "/parameters", operation + "/parameters")) {
            Set<List<String>> told = new HashSet<>();
            for (int i = 0; i < at(declared).size(); i++) {
                String at = located(declared + "/" + i);
                String in = at(at).path("in").asString("");
                String name = at(at).path("name").asString("");
                List<String> key = List.of(in, in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
                if (!told.add(key)) {
                    throw new UnsupportedSpecFeatureException(
                            declared, "two parameters %s in %s".formatted(name, in), "each is told by name and place");
                }
                if (!in.equals("header") || !OTHERWISE_DESCRIBED.contains(key.get(1))) {
                    parameters.put(key, at);
                }
            }
        }
        return new ArrayList<>(parameters.values());
    }

    /** Returns the schema at a pointer. */
    public ResolvedSchema schema(String pointer) {
        return schema(at(pointer));
    }

    /** Returns a schema that is a part of the document, or made of parts of it. */
    public ResolvedSchema schema(JsonNode schema) {
        return new ResolvedSchema(this, List.of(schema));
    }

    /** Returns the pointer to a path. */
    public static String path(String template) {
        return "#/paths/" + escaped(template);
    }

    /** Returns the name as a part of a pointer, which is the fragment of a URI. */
    public static String escaped(String name) {
        return escapedPercent(name.replace("~", "~0").replace("/", "~1"));
    }

    static String escapedPercent(String pointer) {
        return pointer.replace("%", "%25");
    }
}
