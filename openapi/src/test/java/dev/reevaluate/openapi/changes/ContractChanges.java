package dev.reevaluate.openapi.changes;

import dev.reevaluate.document.OpenApiDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the changes from one document to another. */
public final class ContractChanges {

    /** How the sentence of an operation ends that was not there before. */
    public static final String NEW_OPERATION = "the operation is new.";

    private final OpenApiDocument before;
    private final OpenApiDocument after;
    private final List<Change> found = new ArrayList<>();

    private ContractChanges(OpenApiDocument before, OpenApiDocument after) {
        this.before = before;
        this.after = after;
    }

    /** All changes, in the order of the documents. */
    public static List<Change> between(OpenApiDocument before, OpenApiDocument after) {
        ContractChanges changes = new ContractChanges(before, after);
        changes.documents();
        return List.copyOf(new LinkedHashSet<>(changes.found));
    }

    JsonNode before(JsonNode node) {
        return followed(before, node);
    }

    JsonNode after(JsonNode node) {
        return followed(after, node);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the classpath
    void breaking(String place, String sentence, Object... values) {
        found.add(new Change(true, place + ": " + sentence.formatted(values)));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the classpath
    void harmless(String place, String sentence, Object... values) {
        found.add(new Change(false, place + ": " + sentence.formatted(values)));
    }

    /** A text that only people read. */
    void words(String place, JsonNode old, JsonNode now, String name) {
        if (!old.path(name).equals(now.path(name))) {
            harmless(
                    place,
                    "its %s reads \"%s\" now.",
                    name,
                    now.path(name).asString("").strip());
        }
    }

    private void documents() {
        Set<String> servers = new LinkedHashSet<>();
        before.root()
                .path("servers")
                .forEach(server -> servers.add(server.path("url").asString()));
        after.root()
                .path("servers")
                .forEach(server -> servers.remove(server.path("url").asString()));
        servers.forEach(url -> breaking(url, "this server is no longer named: callers that use its address lose it."));
        both(operations(before), operations(after), (name, operation) -> {
            if (operation.now() == null) {
                breaking(name, "the operation is gone: whoever calls it gets 404 or 405.");
            } else if (operation.old() == null) {
                harmless(name, NEW_OPERATION);
            } else {
                new OperationChanges(this, name).compare(operation.old(), operation.now());
            }
        });
    }

    /** A value on either side; null where it is missing. */
    record Pair<T>(@Nullable T old, @Nullable T now) {}

    /** Goes through the names of both sides, those of the first one first. */
    static <T> void both(Map<String, T> old, Map<String, T> now, BiConsumer<String, Pair<T>> each) {
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        names.forEach(name -> each.accept(name, new Pair<>(old.get(name), now.get(name))));
    }

    static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    // By what a caller sends: the name of a path parameter is not part of it
    private static Map<String, Endpoint> operations(OpenApiDocument document) {
        Map<String, Endpoint> operations = new LinkedHashMap<>();
        for (String template : document.templates()) {
            document.operations(template)
                    .forEach((method, pointer) -> operations.put(
                            method.toUpperCase(Locale.ROOT) + " " + template.replaceAll("\\{[^}]*}", "{}"),
                            new Endpoint(document, pointer)));
        }
        return operations;
    }

    private static JsonNode followed(OpenApiDocument document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : followed(document, document.at(reference));
    }

    /** An operation within its document. */
    record Endpoint(OpenApiDocument document, String pointer) {

        JsonNode operation() {
            return document.at(pointer);
        }

        /** The parameters by where and how they are written. */
        Map<String, JsonNode> parameters() {
            Map<String, JsonNode> parameters = new LinkedHashMap<>();
            int inPath = 0;
            for (String at : document.parameters(pointer)) {
                String in = document.at(at).path("in").asString();
                String name = document.at(at).path("name").asString();
                String written = switch (in) {
                    // The place tells which one it is
                    case "path" -> "no. " + ++inPath;
                    // Sent in any case
                    case "header" -> name.toLowerCase(Locale.ROOT);
                    default -> name;
                };
                parameters.put(in + " parameter `" + written + "`", document.at(at));
            }
            return parameters;
        }

        /** What opens it: the keys that must be sent, and where. */
        Set<String> keys() {
            Set<String> keys = new LinkedHashSet<>();
            JsonNode security = operation().has("security") ? operation().path("security") : document.at("#/security");
            security.forEach(requirement -> requirement.propertyNames().forEach(name -> {
                JsonNode scheme =
                        document.at(document.located("#/components/securitySchemes/" + OpenApiDocument.escaped(name)));
                keys.add("%s in the %s `%s`"
                        .formatted(
                                scheme.path("type").asString(),
                                scheme.path("in").asString(scheme.path("scheme").asString("")),
                                scheme.path("name").asString("Authorization")));
            }));
            return keys;
        }
    }
}
