package dev.reevaluate.servable;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Tells schemas that only ask something of a value from those that the generator makes its type of. */
final class Conditions {

    private static final Pattern WITHIN = Pattern.compile("/(if|then|else|not)(/|$)");

    // What an author may well call "not"
    private static final Pattern NAMES =
            Pattern.compile("/(properties|patternProperties|dependentSchemas|\\$defs|schemas|parameters|headers"
                    + "|responses|requestBodies)/[^/]+");

    private static final Set<String> NO_TYPE = Set.of(
            "required",
            "dependentRequired",
            "minProperties",
            "maxProperties",
            "not",
            "title",
            "description",
            "deprecated",
            "$comment");

    private Conditions() {}

    /** Returns whether the place is within a condition, of which the generator makes nothing. */
    static boolean surround(String place) {
        return WITHIN.matcher(NAMES.matcher(place).replaceAll("")).find();
    }

    /** Returns whether each of the alternatives says only which fields there are, and none of what type they are. */
    static boolean are(JsonNode alternatives) {
        return alternatives.valueStream().allMatch(one -> one.isObject() && NO_TYPE.containsAll(one.propertyNames()));
    }
}
