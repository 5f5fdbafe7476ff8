package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import dev.reevaluate.servable.ServerLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The contract, read from {@code openapi.yaml}: its text, its paths, and its schemas. */
public final class OpenApiContract {

    private static @Nullable OpenApiContract carried;

    private final String yaml;
    private final OpenApiDocument document;
    private final Schemas schemas;
    private final List<PathItem> paths = new ArrayList<>();
    private final Map<String, PathItem> concretePaths = new HashMap<>();
    private final Set<String> roots = new HashSet<>();
    private @Nullable String keyHeader;

    /** Reads the text of a document of one file. */
    public OpenApiContract(String yaml) {
        this(yaml, name -> Optional.empty());
    }

    /**
     * Reads the text of a document.
     *
     * @param files the text of another file, by its name relative to the document
     * @throws UnsupportedSpecFeatureException when it asks for what can't be checked
     */
    public OpenApiContract(String yaml, Function<String, Optional<String>> files) {
        this.document = OpenApiDocument.of(yaml, files);
        this.yaml = document.isBundle() ? document.root().toPrettyString() : yaml;
        this.schemas = new Schemas(document);
        OperationReader reader = new OperationReader(document, schemas);
        for (String template : document.templates()) {
            Map<String, Operation> operations = new LinkedHashMap<>();
            document.operations(template).forEach((method, pointer) -> {
                String name = method.toUpperCase(Locale.ROOT);
                operations.put(name, reader.operation(template, name, pointer));
            });
            PathItem item = new PathItem(template, operations);
            unambiguous(template);
            paths.add(item);
            roots.add(root(template));
            if (!isTemplated(item)) {
                concretePaths.put(template, item);
            }
        }
    }

    /** Returns the document that this build carries, and that its server and its mock serve; it is read once. */
    public static synchronized OpenApiContract load() {
        OpenApiContract known = carried;
        if (known == null) {
            known = served(
                    resource("openapi.yaml").orElseThrow(() -> new IllegalStateException("there is no openapi.yaml")),
                    OpenApiContract::resource);
            carried = known;
        }
        return known;
    }

    /** Returns a document that can be served, too, and not only held to requests. */
    static OpenApiContract served(String yaml, Function<String, Optional<String>> files) {
        OpenApiContract contract = new OpenApiContract(yaml, files);
        // Also those that nothing leads to yet
        new SchemaChecks(contract.document).keywords(contract.document.schemas());
        new ServerLimits(contract.document).check();
        contract.schemas.checkDefaults(contract.document.schemas());
        // At a start, and not at the first request
        HeaderNames.check(contract.document, contract.keyHeader());
        return contract;
    }

    /** Returns the text, as it was written; of several files, one text with all of them. */
    public String yaml() {
        return yaml;
    }

    /** Returns the text, as a tree. */
    public JsonNode document() {
        return document.root();
    }

    /**
     * Returns the header that carries the key.
     *
     * @throws UnsupportedSpecFeatureException when some operation asks for anything else
     */
    public String keyHeader() {
        String known = keyHeader;
        if (known == null) {
            known = KeyHeader.of(document);
            keyHeader = known;
        }
        return known;
    }

    /** Returns the first segments of all paths, {@code /name} each. */
    public Set<String> roots() {
        return Set.copyOf(roots);
    }

    /** Returns whether a decoded path of a request is the contract's to answer, whether or not anything is there. */
    public boolean concerns(String path) {
        return roots.stream().anyMatch(root -> root.equals(path) || path.startsWith(root + "/"));
    }

    /** Returns all paths, in declared order. */
    public List<PathItem> paths() {
        return paths;
    }

    /** Returns the path that a decoded path of a request leads to; a concrete one before a templated one, as OpenAPI demands. */
    public Optional<PathItem> path(String path) {
        PathItem concrete = concretePaths.get(path);
        return concrete != null
                ? Optional.of(concrete)
                : paths.stream()
                        .filter(OpenApiContract::isTemplated)
                        .filter(item ->
                                PathTemplate.values(item.template(), path).isPresent())
                        .min(Comparator.comparingLong(item -> PathTemplate.parameters(item.template())));
    }

    /** Returns the schema at a place of the document, such as {@code #/components/schemas/Status}. */
    public DeclaredSchema schema(String pointer) {
        return schemas.at(pointer);
    }

    /** Returns the place that is meant, following each {@code $ref} on the way. */
    public String located(String pointer) {
        return document.located(pointer);
    }

    private void unambiguous(String template) {
        paths.stream()
                .map(PathItem::template)
                .filter(other -> PathTemplate.overlap(template, other)
                        && PathTemplate.parameters(template) == PathTemplate.parameters(other))
                .findFirst()
                .ifPresent(other -> {
                    throw new UnsupportedSpecFeatureException(
                            OpenApiDocument.path(template),
                            "a path beside " + other,
                            "some requests could mean either: OpenAPI does not say which");
                });
    }

    private static String root(String template) {
        int second = template.indexOf('/', 1);
        String root = second < 0 ? template : template.substring(0, second);
        if (root.contains("{")) {
            throw new UnsupportedSpecFeatureException(
                    OpenApiDocument.path(template),
                    "a path that begins with a parameter",
                    "every URL of the server would be the contract's");
        }
        return root;
    }

    private static Optional<String> resource(String name) {
        try (InputStream file = OpenApiContract.class.getResourceAsStream("/" + name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTemplated(PathItem item) {
        return item.template().contains("{");
    }
}
