package dev.reevaluate.openapi.changes;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares two schemas as they are used: by a caller who sends such values, or by one who receives them. */
final class SchemaChanges {

    private static final Map<String, String> UPPER_LIMITS = Map.of(
            "maxItems", "at most %s items",
            "maxLength", "at most %s characters",
            "maxProperties", "at most %s properties",
            "maximum", "at most %s",
            "exclusiveMaximum", "less than %s");
    private static final Map<String, String> LOWER_LIMITS = Map.of(
            "minItems", "at least %s items",
            "minLength", "at least %s characters",
            "minProperties", "at least %s properties",
            "minimum", "at least %s",
            "exclusiveMinimum", "more than %s");
    // What is not looked into: any difference counts
    private static final List<String> OPAQUE = List.of(
            "multipleOf",
            "uniqueItems",
            "const",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "if",
            "then",
            "else",
            "prefixItems",
            "contains",
            "dependentRequired",
            "dependentSchemas",
            "patternProperties",
            "propertyNames");
    private static final Set<String> NUMBERS = Set.of("integer", "number");

    private final Changes changes;
    private final boolean request;
    private final Set<List<JsonNode>> seen = new HashSet<>();

    private SchemaChanges(Changes changes, boolean request) {
        this.changes = changes;
        this.request = request;
    }

    static SchemaChanges ofRequest(Changes changes) {
        return new SchemaChanges(changes, true);
    }

    static SchemaChanges ofAnswer(Changes changes) {
        return new SchemaChanges(changes, false);
    }

    void compare(String place, JsonNode written, JsonNode writtenNow) {
        JsonNode old = changes.before(written);
        JsonNode now = changes.after(writtenNow);
        if ((old.equals(now) && !containsReference(old)) || !seen.add(List.of(old, now))) {
            return;
        }
        types(place, types(old), types(now));
        values(place, old.path("enum"), now.path("enum"));
        format(place, old.path("format").asString(""), now.path("format").asString(""));
        UPPER_LIMITS.forEach((keyword, words) -> limit(place, old.path(keyword), now.path(keyword), words, true));
        LOWER_LIMITS.forEach((keyword, words) -> limit(place, old.path(keyword), now.path(keyword), words, false));
        pattern(place, old.path("pattern").asString(""), now.path("pattern").asString(""));
        for (String keyword : OPAQUE) {
            if (!old.path(keyword).equals(now.path(keyword))) {
                changes.breaking(
                        place,
                        "its %s changed from %s to %s: count on it that some values are no longer what they were.",
                        keyword,
                        text(old.path(keyword)),
                        text(now.path(keyword)));
            }
        }
        if (request && !old.path("default").equals(now.path("default"))) {
            changes.breaking(
                    place,
                    "it means %s where it is left out, it meant %s: callers that leave it out get something else now.",
                    text(now.path("default")),
                    text(old.path("default")));
        }
        changes.words(place, old, now, "description");
        required(place, names(old.path("required")), names(now.path("required")));
        properties(place, old, now);
        additional(place, old.path("additionalProperties"), now.path("additionalProperties"));
        if (old.has("items") || now.has("items")) {
            compare(place + ", each item", any(old.path("items")), any(now.path("items")));
        }
    }

    private void types(String place, Set<String> old, Set<String> now) {
        Set<String> gone = without(old, now);
        Set<String> added = without(now, old);
        if (request && !gone.isEmpty()) {
            changes.breaking(
                    place,
                    "it takes %s, it took %s: callers that send %s are refused now.",
                    list(now),
                    list(old),
                    list(gone));
        } else if (!request && !added.isEmpty()) {
            changes.breaking(
                    place, "it may be %s, it was %s: callers do not expect %s.", list(now), list(old), list(added));
        } else if (!gone.isEmpty() || !added.isEmpty()) {
            changes.harmless(place, "its type is %s, it was %s.", list(now), list(old));
        }
    }

    private void values(String place, JsonNode old, JsonNode now) {
        if (old.equals(now)) {
            return;
        }
        Set<String> gone = without(names(old), names(now));
        Set<String> added = without(names(now), names(old));
        if (request && old.isMissingNode()) {
            changes.breaking(
                    place, "it takes only %s now: callers that send anything else are refused.", list(names(now)));
        } else if (!request && now.isMissingNode()) {
            changes.breaking(
                    place, "it may be any value, it was one of %s: callers do not expect others.", list(names(old)));
        } else if (request && !gone.isEmpty() && !now.isMissingNode()) {
            changes.breaking(place, "it does not take %s any more: callers that send it are refused now.", list(gone));
        } else if (!request && !added.isEmpty() && !old.isMissingNode()) {
            changes.breaking(
                    place,
                    "it may be %s, too: callers that know only %s do not expect it.",
                    list(added),
                    list(names(old)));
        } else if (!gone.isEmpty() || !added.isEmpty()) {
            changes.harmless(place, "its values are %s now.", now.isMissingNode() ? "not listed" : list(names(now)));
        }
    }

    // A format narrows: it harms who sends when it comes, and who receives when it goes
    private void format(String place, String old, String now) {
        if (old.equals(now)) {
            return;
        }
        boolean narrower = old.isEmpty() || (old.equals("int64") && now.equals("int32"));
        boolean wider = now.isEmpty() || (old.equals("int32") && now.equals("int64"));
        String sentence =
                "its format is %s, it was %s".formatted(now.isEmpty() ? "any" : now, old.isEmpty() ? "any" : old);
        if (request ? !wider : !narrower) {
            changes.breaking(
                    place,
                    "%s: %s",
                    sentence,
                    request
                            ? "callers that send other values are refused now."
                            : "callers do not expect other values.");
        } else {
            changes.harmless(place, "%s.", sentence);
        }
    }

    private void limit(String place, JsonNode old, JsonNode now, String words, boolean upper) {
        if (old.equals(now)) {
            return;
        }
        boolean tighter = old.isMissingNode()
                || (!now.isMissingNode()
                        && (upper
                                ? number(now).compareTo(number(old)) < 0
                                : number(now).compareTo(number(old)) > 0));
        String limit = now.isMissingNode() ? "any" : words.formatted(now.asString());
        String was = old.isMissingNode() ? "any" : words.formatted(old.asString());
        if (request && tighter) {
            changes.breaking(
                    place,
                    "it takes %s, it took %s: callers that send %s are refused now.",
                    limit,
                    was,
                    upper ? "more" : "less");
        } else {
            changes.harmless(place, "it %s %s, it was %s.", request ? "takes" : "has", limit, was);
        }
    }

    private void pattern(String place, String old, String now) {
        if (!old.equals(now)) {
            if (request && !now.isEmpty()) {
                changes.breaking(
                        place,
                        "it must match %s, it %s: callers whose values do not are refused now.",
                        now,
                        old.isEmpty() ? "was free" : "had to match " + old);
            } else {
                changes.harmless(
                        place,
                        "its pattern is %s, it was %s.",
                        now.isEmpty() ? "free" : now,
                        old.isEmpty() ? "free" : old);
            }
        }
    }

    private void required(String place, Set<String> old, Set<String> now) {
        Set<String> more = without(now, old);
        Set<String> fewer = without(old, now);
        if (request) {
            more.forEach(field -> changes.breaking(
                    at(place, field), "it is required, it was not: callers that leave it out are refused now."));
            fewer.forEach(field -> changes.harmless(at(place, field), "it is optional, it was required."));
        } else {
            fewer.forEach(field -> changes.breaking(
                    at(place, field), "it may be missing, it was always there: callers that rely on it fail."));
            more.forEach(field -> changes.harmless(at(place, field), "it is always there, it could be missing."));
        }
    }

    private void properties(String place, JsonNode old, JsonNode now) {
        Changes.both(Changes.fields(old.path("properties")), Changes.fields(now.path("properties")), (name, field) -> {
            if (field.now() == null) {
                changes.breaking(
                        at(place, name),
                        request
                                ? "it is gone: what callers send in it is no longer heard."
                                : "it is gone: callers that read it find nothing.");
            } else if (field.old() == null) {
                changes.harmless(at(place, name), "it is new.");
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

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>(
                schema.path("type").isArray()
                        ? names(schema.path("type"))
                        : Set.of(schema.path("type").asString("anything")));
        return types;
    }

    // An integer is a number; and what takes anything takes it, too
    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new LinkedHashSet<>(names);
        left.removeAll(others);
        if (others.contains("number")) {
            left.removeAll(NUMBERS);
        }
        if (others.contains("anything")) {
            left.clear();
        }
        return left;
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.isString() ? name.asString() : name.toString()));
        return names;
    }

    private static String list(Set<String> names) {
        return String.join(", ", names);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }

    private static BigDecimal number(JsonNode limit) {
        return limit.decimalValue();
    }

    // What is referred to may differ though the reference does not
    private static boolean containsReference(JsonNode schema) {
        return !schema.findValues("$ref").isEmpty();
    }
}
