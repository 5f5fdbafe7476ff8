package dev.reevaluate.contracts.coverage;

import dev.reevaluate.contracts.cases.Case;
import dev.reevaluate.contracts.cases.Cases;
import dev.reevaluate.contracts.cases.OpenApi;
import dev.reevaluate.contracts.cases.Operation;
import dev.reevaluate.contracts.coverage.Element.Aspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Everything that openapi.yaml declares, with the contracts that promise it and the cases that try it. */
final class Coverage {

    private final List<Promise> promises;
    private final List<Case> cases;
    private final List<Element> elements = new ArrayList<>();

    private Coverage(OpenApi api, List<ContractFile> contracts, List<Case> cases) {
        this.promises = contracts.stream()
                .flatMap(contract -> Promise.of(api, contract).stream())
                .toList();
        this.cases = cases;
        api.operations().forEach(this::add);
    }

    static Coverage of(OpenApi api, List<ContractFile> contracts, List<Case> cases) {
        return new Coverage(api, contracts, cases);
    }

    List<Element> elements() {
        return elements;
    }

    /** What is not covered, and what to do about it, a sentence each. */
    List<String> missing() {
        return elements.stream()
                .filter(element -> !element.covered())
                .map(element -> element.wanted(alike(element)))
                .toList();
    }

    private void add(Operation operation) {
        operation.responses().forEach((status, response) -> {
            Predicate<Promise> answersSo = promise -> promise.contract().status() == status;
            add(operation, Aspect.STATUS, String.valueOf(status), answersSo, answered(status));
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
        operation
                .keyHeaders()
                .forEach(header -> add(
                        operation,
                        Aspect.SECURITY,
                        header,
                        promise -> promise.contract().status() == 401,
                        example -> example.part().equals("key")));
        operation
                .bodies()
                .keySet()
                .forEach(type -> add(
                        operation,
                        Aspect.MEDIA_TYPE,
                        type,
                        promise -> promise.contract().mediaType().equals(type)
                                && promise.contract().status() < 300,
                        example -> example.part().equals(type)));
        Cases.constraints(operation)
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
            Operation operation, Aspect aspect, String name, Predicate<Promise> promised, Predicate<Case> tried) {
        elements.add(new Element(
                operation,
                aspect,
                name,
                promises.stream()
                        .filter(promise -> concerns(promise, operation))
                        .filter(promised)
                        .map(promise -> promise.contract().name())
                        .toList(),
                cases.stream()
                        .filter(example -> example.operation().name().equals(operation.name()))
                        .filter(tried)
                        .count()));
    }

    // A method that the path lacks is refused for all operations of the path
    private static boolean concerns(Promise promise, Operation operation) {
        return promise.contract().status() == 405
                ? promise.operation().path().equals(operation.path())
                : promise.operation().name().equals(operation.name());
    }

    // One that surely is answered so, not one that may be
    private static Predicate<Case> answered(int status) {
        return example -> example.expected().equals(Set.of(status));
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
                .orElse("bulk_evaluate/accepts_json");
    }
}
