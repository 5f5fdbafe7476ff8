package dev.reevaluate.wiremock;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A body that the checks have read, for comparing it with what many stubs ask for. */
final class CheckedBody {

    private final JsonNode json;
    private final Map<String, Set<Object>> members = new HashMap<>();

    CheckedBody(JsonNode json) {
        this.json = json;
    }

    /** Returns the value of the field; a missing node where there is none. */
    JsonNode field(String name) {
        return json.path(name);
    }

    /** Returns the members of a list, each once; none where the field is no list. */
    Set<Object> members(String field) {
        return members.computeIfAbsent(field, name -> membersOf(field(name)));
    }

    static Set<Object> membersOf(JsonNode list) {
        return list.isArray()
                ? list.values().stream().map(CheckedBody::comparable).collect(Collectors.toSet())
                : Set.of();
    }

    /** Orders what is equal as 0: an integer is the same in whatever size it is kept. */
    static int compare(JsonNode one, JsonNode other) {
        return comparable(one).equals(comparable(other)) ? 0 : 1;
    }

    private static Object comparable(JsonNode value) {
        return value.isIntegralNumber() ? value.bigIntegerValue() : value;
    }
}
