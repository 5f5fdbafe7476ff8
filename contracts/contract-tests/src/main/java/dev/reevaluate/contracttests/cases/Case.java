package dev.reevaluate.contracttests.cases;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One request that the document has something to say about, and what it says.
 *
 * @param part of the request that the case is about: a media type, the query, the path, the key, the method
 * @param place within that part, empty where it is about the whole
 * @param keyword of the schema with its value, or what else is tried
 * @param what is sent
 * @param expected the statuses that the answer may have: more than one where the data decides
 */
public record Case(
        OperationUnderTest operation,
        String part,
        String place,
        String keyword,
        String what,
        Kind kind,
        Set<Integer> expected,
        CaseRequest request) {

    /** Tells it from all others, today and tomorrow. */
    public String name() {
        return "%s, %s, %s: %s -> %s".formatted(operation.name(), part, about(), what, statuses());
    }

    /** Returns the place and the keyword. */
    public String about() {
        return about(place, keyword);
    }

    static String about(String place, String keyword) {
        return place.isEmpty() ? keyword : place + ", " + keyword;
    }

    String statuses() {
        return new TreeSet<>(expected).stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    @Override
    public String toString() {
        return name();
    }
}
