package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracttests.cases.Kind.POSITIVE;

import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Collects the cases of one operation. */
final class CaseCollector {

    private final OperationUnderTest operation;
    private final Policy policy;
    private final boolean known;
    private final List<Case> cases = new ArrayList<>();

    /** Takes whether the document gives examples for all that a good request needs. */
    CaseCollector(OperationUnderTest operation, Policy policy, boolean known) {
        this.operation = operation;
        this.policy = policy;
        this.known = known;
    }

    OperationUnderTest operation() {
        return operation;
    }

    Policy policy() {
        return policy;
    }

    List<Case> cases() {
        return cases;
    }

    void accepted(String part, String keyword, String what, CaseRequest request) {
        add(part, "", keyword, what, POSITIVE, accepted(), request);
    }

    /** A request that the server refuses so; none where the policy does not say how it does. */
    void refused(String part, String keyword, String what, RefusalReason refusal, CaseRequest request) {
        refused(part, "", keyword, what, refusal, request);
    }

    void refused(String part, String place, String keyword, String what, RefusalReason refusal, CaseRequest request) {
        policy.status(refusal).ifPresent(status -> add(part, place, keyword, what, NEGATIVE, refused(status), request));
    }

    void add(
            String part,
            String place,
            String keyword,
            String what,
            Kind kind,
            Set<Integer> expected,
            CaseRequest request) {
        cases.add(new Case(operation, part, place, keyword, what, kind, expected, request));
    }

    /** A request that the document leaves it open to take or to refuse. */
    void open(String part, String place, String keyword, String what, CaseRequest request) {
        Set<Integer> expected = decidedByTheData();
        List<RefusalReason> reasons = part.equals("path")
                ? List.of(RefusalReason.INVALID_PATH_PARAMETER)
                : List.of(RefusalReason.INVALID, RefusalReason.REPEATED_PARAMETER);
        reasons.forEach(reason -> policy.status(reason).ifPresent(expected::add));
        add(part, place, keyword, what, Kind.OPEN, expected, request);
    }

    /** Of a path that belongs to no operation, which is answered the same everywhere. */
    void leadsNowhere(String what, CaseRequest request) {
        OptionalInt status = policy.status(RefusalReason.UNKNOWN_PATH);
        // Without a credential it may be another refusal
        boolean closedElsewhere = operation.security().isEmpty()
                && operation.api().operations().stream()
                        .anyMatch(other -> !other.security().isEmpty());
        boolean leadsSomewhere = operation.api().operations().stream().anyMatch(other -> other.isAt(request.path()));
        if (status.isPresent() && !leadsSomewhere && !closedElsewhere) {
            operation
                    .api()
                    .nowhere(operation, status.getAsInt())
                    .ifPresent(nowhere -> cases.add(new Case(
                            nowhere, "path", "", "paths", what, NEGATIVE, Set.of(status.getAsInt()), request)));
        }
    }

    Set<Integer> accepted() {
        return known ? operation.statuses(Set.of()) : decidedByTheData();
    }

    Set<Integer> decidedByTheData() {
        return operation.statuses(policy.decidedByTheData());
    }

    // Of what is made up, the server may have something else to say first
    private Set<Integer> refused(int status) {
        Set<Integer> expected = new LinkedHashSet<>(Set.of(status));
        if (!known) {
            expected.addAll(decidedByTheData());
            expected.removeIf(other -> other < 400);
        }
        return expected;
    }
}
