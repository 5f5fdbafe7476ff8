package dev.reevaluate.openapi.changes;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares which values two schemas take for themselves, whatever lies inside of them. */
record ValueChanges(ContractChanges changes, boolean request, boolean texts, String place) {

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

    void compare(JsonNode old, JsonNode now) {
        types(types(old), types(now));
        values(old.path("enum"), now.path("enum"));
        format(old.path("format").asString(""), now.path("format").asString(""));
        UPPER_LIMITS.forEach((keyword, words) -> limit(old.path(keyword), now.path(keyword), words, true));
        LOWER_LIMITS.forEach((keyword, words) -> limit(old.path(keyword), now.path(keyword), words, false));
        pattern(old.path("pattern").asString(""), now.path("pattern").asString(""));
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
    }

    private void types(Set<String> old, Set<String> now) {
        Set<String> gone = without(old, now);
        Set<String> added = without(now, old);
        if (texts && !gone.isEmpty() && now.contains("string")) {
            changes.breaking(
                    place,
                    "its type is %s, it was %s: what callers send is still taken, but generated clients have another type"
                            + " for it.",
                    list(now),
                    list(old));
        } else if (request && !gone.isEmpty()) {
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

    private void values(JsonNode old, JsonNode now) {
        if (old.equals(now)) {
            return;
        }
        Set<String> gone = without(SchemaChanges.names(old), SchemaChanges.names(now));
        Set<String> added = without(SchemaChanges.names(now), SchemaChanges.names(old));
        if (request && old.isMissingNode()) {
            changes.breaking(
                    place,
                    "it takes only %s now: callers that send anything else are refused.",
                    list(SchemaChanges.names(now)));
        } else if (!request && now.isMissingNode()) {
            changes.breaking(
                    place,
                    "it may be any value, it was one of %s: callers do not expect others.",
                    list(SchemaChanges.names(old)));
        } else if (request && !gone.isEmpty() && !now.isMissingNode()) {
            changes.breaking(place, "it does not take %s any more: callers that send it are refused now.", list(gone));
        } else if (!request && !added.isEmpty() && !old.isMissingNode()) {
            changes.breaking(
                    place,
                    "it may be %s, too: callers that know only %s do not expect it.",
                    list(added),
                    list(SchemaChanges.names(old)));
        } else if (!gone.isEmpty() || !added.isEmpty()) {
            changes.harmless(
                    place,
                    "its values are %s now.",
                    now.isMissingNode() ? "not listed" : list(SchemaChanges.names(now)));
        }
    }

    // A format narrows: it harms who sends when it comes, and who receives when it goes
    private void format(String old, String now) {
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

    private void limit(JsonNode old, JsonNode now, String words, boolean upper) {
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

    private void pattern(String old, String now) {
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

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>(
                schema.path("type").isArray()
                        ? SchemaChanges.names(schema.path("type"))
                        : Set.of(schema.path("type").asString("anything")));
        return types;
    }

    // An integer is a number; and what takes anything takes it, too
    static Set<String> without(Set<String> names, Set<String> others) {
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

    private static String list(Set<String> names) {
        return String.join(", ", names);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }

    private static BigDecimal number(JsonNode limit) {
        return limit.decimalValue();
    }
}
