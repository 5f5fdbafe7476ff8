package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracts.cases.Kind.POSITIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The cases of one operation, while they are written down. */
final class Sheet {

    // What the data may have against a request that fits the contract; all else is told before the data is looked at
    private static final Set<Integer> REFUSALS_BY_THE_DATA = Set.of(400, 404, 409, 422);

    private final Operation operation;
    private final List<Case> cases = new ArrayList<>();

    Sheet(Operation operation) {
        this.operation = operation;
    }

    Operation operation() {
        return operation;
    }

    List<Case> cases() {
        return cases;
    }

    void accepted(String part, String keyword, String what, Request request) {
        add(part, "", keyword, what, POSITIVE, accepted(), request);
    }

    void refused(String part, String keyword, String what, int status, Request request) {
        add(part, "", keyword, what, NEGATIVE, Set.of(status), request);
    }

    void add(
            String part, String place, String keyword, String what, Kind kind, Set<Integer> expected, Request request) {
        cases.add(new Case(operation, part, place, keyword, what, kind, expected, request));
    }

    /** Of a path that belongs to no operation, which is answered the same everywhere. */
    void leadsNowhere(String what, Request request) {
        operation
                .api()
                .nowhere(operation)
                .ifPresent(nowhere ->
                        cases.add(new Case(nowhere, "path", "", "paths", what, NEGATIVE, Set.of(404), request)));
    }

    Set<Integer> accepted() {
        return operation.responses().keySet().stream()
                .filter(status -> status / 100 == 2)
                .collect(Collectors.toSet());
    }

    Set<Integer> decidedByTheData() {
        return operation.responses().keySet().stream()
                .filter(status -> status / 100 == 2 || REFUSALS_BY_THE_DATA.contains(status))
                .collect(Collectors.toSet());
    }
}
