package dev.reevaluate.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a schema says about the form of its values, with all that it refers to and is composed of. It does not judge values: it
 * tells how a text is to be read.
 */
public final class ResolvedSchema {

    /** What JSON knows, with integers apart. */
    public static final Set<String> ALL_TYPES =
            Set.of("null", "boolean", "object", "array", "number", "integer", "string");

    private static final Set<String> COMPOSING = Set.of("$ref", "allOf", "oneOf", "anyOf");

    private final OpenApiDocument document;
    // All of them hold
    private final List<JsonNode> schemas;

    ResolvedSchema(OpenApiDocument document, List<JsonNode> schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    /** Returns the types that a value may have. */
    public Set<String> types() {
        return types(schemas, new IdentityHashMap<>());
    }

    /** Returns whether a value may be of the type. */
    public boolean allows(String type) {
        return types().contains(type);
    }

    /** Returns the names of the declared properties, in declared order. */
    public Set<String> propertyNames() {
        Set<String> names = new LinkedHashSet<>();
        addPropertyNames(schemas, names, newSet());
        return names;
    }

    // Of what several alternatives lead to, once
    private void addPropertyNames(List<JsonNode> schemas, Set<String> names, Set<JsonNode> seen) {
        conjuncts(schemas).stream().filter(seen::add).forEach(schema -> {
            names.addAll(schema.path("properties").propertyNames());
            addPropertyNames(alternatives(schema), names, seen);
        });
    }

    /** Returns the schema of a property; any value's, where it is not declared. */
    public ResolvedSchema property(String name) {
        return within(schema -> schema.path("properties").path(name));
    }

    /** Returns the schema of what is no declared property; empty where nothing is said about it. */
    public Optional<ResolvedSchema> additional() {
        List<JsonNode> found = keyword("additionalProperties");
        found.addAll(keyword("unevaluatedProperties"));
        return found.isEmpty() ? Optional.empty() : Optional.of(new ResolvedSchema(document, found));
    }

    /** Returns the schema of an array's elements. */
    public ResolvedSchema items() {
        return within(schema -> schema.path("items"));
    }

    /** Returns the schema of what a part of it says, such as of what stands under a keyword. */
    public ResolvedSchema within(UnaryOperator<JsonNode> part) {
        return new ResolvedSchema(document, within(schemas, part, new IdentityHashMap<>()));
    }

    private List<JsonNode> within(
            List<JsonNode> schemas, UnaryOperator<JsonNode> part, Map<JsonNode, List<JsonNode>> known) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode schema : conjuncts(schemas)) {
            add(part.apply(schema), found);
            List<List<JsonNode>> either = new ArrayList<>();
            for (JsonNode other : alternatives(schema)) {
                if (!known.containsKey(other)) {
                    known.put(other, within(List.of(other), part, known));
                }
                either.add(known.get(other));
            }
            anyOf(either).ifPresent(found::add);
        }
        return found;
    }

    /** Returns the values of a keyword, wherever it stands. */
    public List<JsonNode> keyword(String name) {
        List<JsonNode> found = new ArrayList<>();
        conjuncts().forEach(schema -> add(schema.path(name), found));
        return found;
    }

    /** Returns the schema of values that follow this one and the other. */
    public ResolvedSchema and(ResolvedSchema other) {
        List<JsonNode> both = new ArrayList<>(schemas);
        both.addAll(other.schemas);
        return new ResolvedSchema(document, both);
    }

    /** One schema that says all of this. */
    public JsonNode node() {
        if (schemas.size() == 1) {
            return schemas.get(0);
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.putArray("allOf").addAll(schemas);
        return all;
    }

    /** Returns the names of all keywords, wherever they stand; those that compose schemas are resolved, and not among them. */
    public Set<String> keywords() {
        Set<String> names = new LinkedHashSet<>();
        conjuncts().forEach(schema -> names.addAll(schema.propertyNames()));
        names.removeAll(COMPOSING);
        return names;
    }

    /**
     * Returns what the schema is where a value follows one of the alternatives, by the name of what that refers to; empty where it has
     * none. Of several lists of alternatives the first is resolved, and the others are still to be.
     */
    public Map<String, ResolvedSchema> alternatives() {
        List<JsonNode> all = conjuncts();
        for (JsonNode schema : all) {
            for (String either : List.of("oneOf", "anyOf")) {
                if (schema.path(either).isArray()) {
                    return alternatives(all, schema, either);
                }
            }
        }
        return Map.of();
    }

    private Map<String, ResolvedSchema> alternatives(List<JsonNode> all, JsonNode chosen, String either) {
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode schema : all) {
            if (schema instanceof ObjectNode object) {
                ObjectNode own = JsonNodeFactory.instance.objectNode().setAll(object);
                own.remove(List.of("$ref", "allOf", "discriminator"));
                if (schema.equals(chosen)) {
                    own.remove(either);
                }
                others.add(own);
            } else {
                others.add(schema);
            }
        }
        Map<String, ResolvedSchema> alternatives = new LinkedHashMap<>();
        for (JsonNode part : chosen.path(either)) {
            String reference = part.path("$ref").asString("");
            String name = reference.isEmpty()
                    ? part.path("title").asString("no. " + (alternatives.size() + 1))
                    : reference.substring(reference.lastIndexOf('/') + 1);
            List<JsonNode> schemas = new ArrayList<>(others);
            schemas.add(part);
            alternatives.put(name, new ResolvedSchema(document, schemas));
        }
        return alternatives;
    }

    private List<JsonNode> conjuncts() {
        return conjuncts(schemas);
    }

    // Each once, however many lead to it, and with no recursion: a chain of references may be longer than the stack is
    // deep
    private List<JsonNode> conjuncts(List<JsonNode> schemas) {
        Set<JsonNode> seen = newSet();
        List<JsonNode> all = new ArrayList<>();
        Deque<JsonNode> next = new ArrayDeque<>(schemas);
        while (!next.isEmpty()) {
            JsonNode schema = next.pop();
            if (seen.add(schema)) {
                all.add(schema);
                List<JsonNode> parts = schema.path("allOf").values().stream().toList();
                for (int i = parts.size() - 1; i >= 0; i--) {
                    next.push(parts.get(i));
                }
                if (schema.path("$ref").isString()) {
                    next.push(document.at(schema.path("$ref").asString()));
                }
            }
        }
        return all;
    }

    // The same part of the document, not one that is written alike
    private static Set<JsonNode> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static List<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> alternatives = new ArrayList<>(schema.path("oneOf").values());
        alternatives.addAll(schema.path("anyOf").values());
        return alternatives;
    }

    private Set<String> types(List<JsonNode> schemas, Map<JsonNode, Set<String>> known) {
        Set<String> types = new LinkedHashSet<>(ALL_TYPES);
        for (JsonNode schema : conjuncts(schemas)) {
            types.retainAll(ownTypes(schema));
            for (String either : List.of("oneOf", "anyOf")) {
                if (schema.path(either).isArray()) {
                    Set<String> named = new LinkedHashSet<>();
                    for (JsonNode part : schema.path(either)) {
                        if (!known.containsKey(part)) {
                            known.put(part, types(List.of(part), known));
                        }
                        named.addAll(known.get(part));
                    }
                    types.retainAll(named);
                }
            }
        }
        return types;
    }

    private static Set<String> ownTypes(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>(ALL_TYPES);
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.retainAll(written(type.asString()));
        } else if (type.isArray()) {
            Set<String> named = new LinkedHashSet<>();
            type.forEach(one -> named.addAll(written(one.asString())));
            types.retainAll(named);
        }
        if (schema.path("enum").isArray()) {
            Set<String> named = new LinkedHashSet<>();
            schema.path("enum").forEach(value -> named.addAll(ofValue(value)));
            types.retainAll(named);
        }
        if (schema.has("const")) {
            types.retainAll(ofValue(schema.path("const")));
        }
        return types;
    }

    private static Set<String> written(String type) {
        return type.equals("number") ? Set.of("number", "integer") : Set.of(type);
    }

    private static Set<String> ofValue(JsonNode value) {
        return switch (value.getNodeType()) {
            // As JSON Schema counts them, 1.0 is one, too
            case NUMBER -> value.canConvertToExactIntegral() ? Set.of("number", "integer") : Set.of("number");
            case STRING -> Set.of("string");
            case BOOLEAN -> Set.of("boolean");
            case ARRAY -> Set.of("array");
            case OBJECT -> Set.of("object");
            default -> Set.of("null");
        };
    }

    private static void add(JsonNode schema, List<JsonNode> found) {
        if (!schema.isMissingNode()) {
            found.add(schema);
        }
    }

    // Where an alternative says nothing, anything is right
    private static Optional<JsonNode> anyOf(List<List<JsonNode>> alternatives) {
        if (alternatives.isEmpty() || alternatives.stream().allMatch(List::isEmpty)) {
            return Optional.empty();
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        ArrayNode anyOf = either.putArray("anyOf");
        // One that says the same as another adds nothing
        alternatives.stream().filter(all -> !all.isEmpty()).distinct().forEach(all -> {
            ArrayNode allOf = anyOf.addObject().putArray("allOf");
            all.forEach(allOf::add);
        });
        return Optional.of(either);
    }
}
