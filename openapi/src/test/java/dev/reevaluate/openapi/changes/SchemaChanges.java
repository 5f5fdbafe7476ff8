package dev.reevaluate.openapi.changes;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares two schemas as they are used: by a caller who sends such values, or by one who receives them. */
final class SchemaChanges {

    private final ContractChanges changes;
    private final boolean request;
    private final boolean texts;
    private final Set<List<JsonNode>> seen = new HashSet<>();

    private SchemaChanges(ContractChanges changes, boolean request, boolean texts) {
        this.changes = changes;
        this.request = request;
        this.texts = texts;
    }

    static SchemaChanges ofRequest(ContractChanges changes) {
        return new SchemaChanges(changes, true, false);
    }

    /** What callers send as texts alone. */
    static SchemaChanges ofParameter(ContractChanges changes) {
        return new SchemaChanges(changes, true, true);
    }

    static SchemaChanges ofAnswer(ContractChanges changes) {
        return new SchemaChanges(changes, false, false);
    }

    void compare(String place, JsonNode written, JsonNode writtenNow) {
        JsonNode old = changes.before(written);
        JsonNode now = changes.after(writtenNow);
        if ((old.equals(now) && !containsReference(old)) || !seen.add(List.of(old, now))) {
            return;
        }
        new ValueChanges(changes, request, texts, place).compare(old, now);
        changes.words(place, old, now, "description");
        required(place, old, now);
        properties(place, old, now);
        additional(place, old.path("additionalProperties"), now.path("additionalProperties"));
        if (old.has("items") || now.has("items")) {
            compare(place + ", each item", any(old.path("items")), any(now.path("items")));
        }
    }

    private void required(String place, JsonNode old, JsonNode now) {
        Set<String> before = names(old.path("required"));
        Set<String> after = names(now.path("required"));
        Set<String> more = ValueChanges.without(after, before);
        Set<String> fewer = ValueChanges.without(before, after);
        // That it is gone is told by itself
        fewer.removeIf(field ->
                old.path("properties").has(field) && !now.path("properties").has(field));
        if (request) {
            more.forEach(field -> changes.breaking(
                    at(place, field),
                    "it is required, and %s: callers that leave it out are refused now.",
                    old.path("properties").has(field) ? "was not" : "new"));
            fewer.forEach(field -> changes.harmless(at(place, field), "it is optional, it was required."));
        } else {
            fewer.forEach(field -> changes.breaking(
                    at(place, field), "it may be missing, it was always there: callers that rely on it fail."));
            more.forEach(field -> changes.harmless(at(place, field), "it is always there, it could be missing."));
        }
    }

    private void properties(String place, JsonNode old, JsonNode now) {
        ContractChanges.both(
                ContractChanges.fields(old.path("properties")),
                ContractChanges.fields(now.path("properties")),
                (name, field) -> {
                    if (field.now() == null) {
                        changes.breaking(
                                at(place, name),
                                request
                                        ? "it is gone: what callers send in it is no longer heard."
                                        : "it is gone: callers that read it find nothing.");
                    } else if (field.old() == null) {
                        if (!request || !names(now.path("required")).contains(name)) {
                            changes.harmless(at(place, name), "it is new.");
                        }
                    } else {
                        compare(at(place, name), field.old(), field.now());
                    }
                });
    }

    private void additional(String place, JsonNode old, JsonNode now) {
        if (old.equals(now)) {
            return;
        }
        boolean closedNow = now.isBoolean() && !now.asBoolean();
        boolean closed = old.isBoolean() && !old.asBoolean();
        if (request && closedNow) {
            changes.breaking(
                    place, "it takes no other fields, it ignored them: callers that send others are refused now.");
        } else if (closedNow != closed) {
            changes.harmless(place, closedNow ? "it has no other fields now." : "it may have other fields now.");
        } else {
            compare(place + ", other fields", any(old), any(now));
        }
    }

    private static String at(String place, String field) {
        return place + ", `" + field + "`";
    }

    // No schema, and `true`, take anything
    private static JsonNode any(JsonNode schema) {
        return schema.isObject() ? schema : JsonNodeFactory.instance.objectNode();
    }

    static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.isString() ? name.asString() : name.toString()));
        return names;
    }

    // What is referred to may differ though the reference does not
    private static boolean containsReference(JsonNode schema) {
        return !schema.findValues("$ref").isEmpty();
    }
}
