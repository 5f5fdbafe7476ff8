package dev.reevaluate.wiremock;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A body that the checks have read, for comparing it with what many stubs ask for. */
final class CheckedBody {

    private final JsonNode json;
    private final Map<String, Optional<Set<Object>>> members = new HashMap<>();
    private final Map<String, List<BigInteger>> ids = new HashMap<>();

    CheckedBody(JsonNode json) {
        this.json = json;
    }

    /** Returns the value of the field; a missing node where there is none. */
    JsonNode field(String name) {
        return json.path(name);
    }

    /** Returns the members of a list, each once; null where the field is no list. */
    @Nullable
    Set<Object> members(String field) {
        return members.computeIfAbsent(
                        field,
                        name -> Optional.of(field(name))
                                .filter(JsonNode::isArray)
                                .map(CheckedBody::membersOf))
                .orElse(null);
    }

    /** Returns the members of a list of ids, each once, in their order. */
    List<BigInteger> ids(String field) {
        return ids.computeIfAbsent(
                field,
                name -> field(name).values().stream()
                        .map(JsonNode::bigIntegerValue)
                        .distinct()
                        .toList());
    }

    static Set<Object> membersOf(JsonNode list) {
        return list.values().stream().map(CheckedBody::comparable).collect(Collectors.toSet());
    }

    /** Orders what is equal as 0: an integer is the same in whatever size it is kept. */
    static int compare(JsonNode one, JsonNode other) {
        return comparable(one).equals(comparable(other)) ? 0 : 1;
    }

    private static Object comparable(JsonNode value) {
        return value.isIntegralNumber() ? value.bigIntegerValue() : value;
    }
}
