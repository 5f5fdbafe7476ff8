package dev.reevaluate.contracttests.coverage;

import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.BodyUnderTest;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.cases.OperationUnderTest;
import dev.reevaluate.contracttests.coverage.Element.Aspect;
import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Everything that the document declares, with the contracts that promise it and the cases that try it. */
public final class Coverage {

    private final Policy policy;
    private final List<Promise> promises;
    private final Cases cases;
    private final List<Element> elements = new ArrayList<>();

    private Coverage(ApiUnderTest api, Policy policy, Cases cases, List<ContractFile> contracts) {
        this.policy = policy;
        this.promises = contracts.stream()
                .flatMap(contract -> Promise.of(api, policy, contract).stream())
                .toList();
        this.cases = cases;
        api.operations().forEach(this::add);
    }

    /** Holds the contracts, and the cases of the document, to the document. */
    public static Coverage of(ApiUnderTest api, Policy policy, Cases cases, List<ContractFile> contracts) {
        return new Coverage(api, policy, cases, contracts);
    }

    /** Returns what the document declares, in its order. */
    public List<Element> elements() {
        return elements;
    }

    /** Returns what is not covered, and what to do about it, a sentence each; takes where contracts lie. */
    public List<String> missing(String folder) {
        return elements.stream()
                .filter(element -> !element.covered())
                .map(element -> element.wanted(folder, alike(element)))
                .toList();
    }

    /** Returns what the document says against a contract, a sentence each. */
    public static List<String> objectionsTo(ContractFile contract, ApiUnderTest api, Policy policy) {
        return Promise.of(api, policy, contract).stream()
                .flatMap(promise -> promise.objections().stream())
                .toList();
    }

    private void add(OperationUnderTest operation) {
        operation.responses().forEach((status, response) -> {
            Predicate<Promise> answersSo =
                    promise -> isMeant(status, promise.contract().status());
            add(operation, Aspect.STATUS, status, answersSo, answered(status));
            response.path("headers")
                    .propertyNames()
                    .forEach(header -> add(
                            operation,
                            Aspect.HEADER,
                            header + " of " + status,
                            answersSo.and(promise ->
                                    promise.contract().answer().header(header).isPresent()),
                            answered(status)));
        });
        operation.security().stream()
                .flatMap(way -> way.keySet().stream())
                .distinct()
                .forEach(scheme -> add(
                        operation,
                        Aspect.SECURITY,
                        scheme,
                        promise -> policy.status(RefusalReason.UNAUTHENTICATED)
                                .equals(OptionalInt.of(promise.contract().status())),
                        example -> example.part().equals("key")));
        operation.bodies().stream()
                .map(BodyUnderTest::mediaType)
                .forEach(type -> add(
                        operation,
                        Aspect.MEDIA_TYPE,
                        type,
                        promise -> promise.contract().mediaType().equals(type)
                                && promise.contract().status() < 300,
                        example -> example.part().equals(type)));
        cases.constraints()
                .getOrDefault(operation.name(), Map.of())
                .forEach((part, constraints) -> constraints.forEach(constraint -> add(
                        operation,
                        Aspect.KEYWORD,
                        part + ", " + constraint,
                        promise -> promise.contract().status() / 100 == 4
                                && promise.broken().getOrDefault(part, Set.of()).contains(constraint),
                        example ->
                                example.part().equals(part) && example.about().equals(constraint))));
    }

    private void add(
            OperationUnderTest operation,
            Aspect aspect,
            String name,
            Predicate<Promise> promised,
            Predicate<Case> tried) {
        elements.add(new Element(
                operation,
                aspect,
                name,
                promises.stream()
                        .filter(promise -> concerns(promise, operation))
                        .filter(promised)
                        .map(promise -> promise.contract().name())
                        .toList(),
                cases.all().stream()
                        .filter(example -> example.operation().name().equals(operation.name()))
                        .filter(tried)
                        .count()));
    }

    // A method that the path lacks is refused for all operations of the path
    private boolean concerns(Promise promise, OperationUnderTest operation) {
        return policy.status(RefusalReason.UNKNOWN_METHOD)
                        .equals(OptionalInt.of(promise.contract().status()))
                ? promise.operation().path().equals(operation.path())
                : promise.operation().name().equals(operation.name());
    }

    // One that surely is answered so, not one that may be
    private static Predicate<Case> answered(String status) {
        return example -> example.expected().size() == 1
                && isMeant(status, example.expected().iterator().next());
    }

    private static boolean isMeant(String written, int status) {
        return written.equals(String.valueOf(status)) || written.equals(status / 100 + "XX");
    }

    // A contract to start from: of the same status elsewhere, else of the same operation
    private String alike(Element element) {
        return elements.stream()
                .filter(other ->
                        other.aspect() == element.aspect() && !other.contracts().isEmpty())
                .filter(other -> other.name().equals(element.name())
                        || other.operation().name().equals(element.operation().name()))
                .min((one, other) -> Boolean.compare(
                        !one.name().equals(element.name()), !other.name().equals(element.name())))
                .map(other -> other.contracts().get(0))
                .orElseGet(() -> promises.stream()
                        .findFirst()
                        .map(promise -> promise.contract().name())
                        .orElse("another"));
    }
}
