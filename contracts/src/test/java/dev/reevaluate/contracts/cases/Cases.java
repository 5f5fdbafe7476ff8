package dev.reevaluate.contracts.cases;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of cases: for each operation, what openapi.yaml has something to say about. */
public final class Cases {

    private Cases() {}

    /** With the keys of the demo workspace. */
    public static List<Case> ofTheContract(OpenApi api) {
        return of(api, Keys.ofTheDemo());
    }

    static List<Case> of(OpenApi api, Keys keys) {
        return api.operations().stream()
                .flatMap(operation -> of(operation, keys).stream())
                .toList();
    }

    /** What the schemas ask of a request: by the part of the request, place and keyword. */
    public static Map<String, Set<String>> constraints(Operation operation) {
        Map<String, Set<String>> constraints = new LinkedHashMap<>();
        SchemaCases.variants(operation, GoodRequest.of(operation, Keys.ofTheDemo()))
                .forEach((part, variants) -> constraints.put(
                        part,
                        variants.constraints().stream()
                                .filter(constraint ->
                                        SchemaCases.isAsked(part, constraint.place(), constraint.keyword()))
                                .map(constraint -> Case.about(constraint.place(), constraint.keyword()))
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
        return constraints;
    }

    private static List<Case> of(Operation operation, Keys keys) {
        GoodRequest good = GoodRequest.of(operation, keys);
        Sheet sheet = new Sheet(operation);
        SchemaCases.add(sheet, good);
        BodyCases.add(sheet, good);
        ProtocolCases.add(sheet, good, keys);
        return sheet.cases();
    }
}
