package dev.reevaluate.contracttests.cases;

import dev.reevaluate.contracttests.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cases of a document: for each operation, what the document has something to say about.
 *
 * @param all every case, in the document's order
 * @param constraints what the schemas ask of a request: by the operation's name, and by the part of the request
 * @param notSupported what of the document no cases are derived from, and what of it refuses nothing
 */
public record Cases(
        List<Case> all, Map<String, Map<String, Set<String>>> constraints, List<NotSupported> notSupported) {

    /** Derives the cases of all operations. */
    public static Cases of(ApiUnderTest api, Policy policy) {
        Cases cases = new Cases(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        api.operations().forEach(operation -> cases.add(operation, policy));
        return cases;
    }

    /** Returns what of the document the policy does not allow to stay untried. */
    public List<NotSupported> unexpectedlyNotSupported(Policy policy) {
        return notSupported.stream()
                .filter(one -> !one.isNothingToTry() && !policy.notTried().contains(one.name()))
                .toList();
    }

    private void add(OperationUnderTest operation, Policy policy) {
        notSupported.addAll(operation.notSupported());
        notSupported.addAll(AnswerKeywords.notSupported(operation));
        if (!ApiUnderTest.METHODS.contains(operation.method())) {
            return;
        }
        try {
            add(operation, policy, GoodRequest.of(operation, policy));
        } catch (UntestedOperationException untested) {
            notSupported.add(untested.reason());
        }
    }

    private void add(OperationUnderTest operation, Policy policy, GoodRequest good) {
        if (!good.known()) {
            notSupported.add(new NotSupported(
                    operation.name(),
                    "a request that is surely accepted",
                    "not all that is required has an example that the server's data has"));
        }
        Map<String, SchemaVariants> variants = SchemaCases.variants(operation, good);
        CaseCollector collector = new CaseCollector(operation, policy, good.known());
        ExampleCases.add(collector, good);
        SchemaCases.add(collector, good, variants);
        RepetitionCases.add(collector, good);
        BodyCases.add(collector, good);
        ProtocolCases.add(collector, good);
        all.addAll(collector.cases());
        variants.values().forEach(its -> notSupported.addAll(its.notSupported()));
        constraints.put(operation.name(), constraints(variants));
    }

    private static Map<String, Set<String>> constraints(Map<String, SchemaVariants> variants) {
        Map<String, Set<String>> constraints = new LinkedHashMap<>();
        variants.forEach((part, its) -> constraints.put(
                part,
                its.constraints().stream()
                        .filter(constraint -> SchemaCases.isAsked(part, constraint.place(), constraint.keyword()))
                        .map(constraint -> Case.about(constraint.place(), constraint.keyword()))
                        .collect(Collectors.toCollection(LinkedHashSet::new))));
        return constraints;
    }
}
