package dev.reevaluate.contracttests.cases;

import static dev.reevaluate.contracttests.cases.Kind.NEGATIVE;

import dev.reevaluate.contracttests.policy.RefusalReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cases that the schemas of the body and the parameters make. */
final class SchemaCases {

    private final CaseCollector collector;
    private final OperationUnderTest operation;
    private final GoodRequest good;

    private SchemaCases(CaseCollector collector, GoodRequest good) {
        this.collector = collector;
        this.operation = collector.operation();
        this.good = good;
    }

    static void add(CaseCollector collector, GoodRequest good, Map<String, SchemaVariants> variants) {
        SchemaCases cases = new SchemaCases(collector, good);
        variants.forEach((part, its) -> its.all().stream()
                .filter(variant -> isAsked(part, variant.place(), variant.keyword()))
                .forEach(variant -> cases.variant(part, variant)));
    }

    /** By the part of the request. */
    static Map<String, SchemaVariants> variants(OperationUnderTest operation, GoodRequest good) {
        Map<String, SchemaVariants> variants = new LinkedHashMap<>();
        operation
                .bodies()
                .forEach(body -> variants.put(body.mediaType(), SchemaVariants.of(operation, body, good.body())));
        for (String in : ParametersUnderTest.PLACES) {
            ParametersUnderTest parameters = operation.parameters(in);
            if (!parameters.isEmpty()) {
                variants.put(in, SchemaVariants.of(operation, parameters, GoodRequest.required(operation, in)));
            }
        }
        return variants;
    }

    /** A path without a parameter, or with another one, is another path; nor does the group of parameters have a type. */
    static boolean isAsked(String part, String place, String keyword) {
        return !part.equals("path") || (!place.isEmpty() && !keyword.equals("required"));
    }

    private void variant(String part, Variant variant) {
        if (ParametersUnderTest.PLACES.contains(part)
                && !SendableTexts.inPlace(
                        part, operation.parameters(part).fields().written(variant.value()))) {
            return;
        }
        CaseRequest request = operation
                .body(part)
                .map(body -> good.withBody(body, variant.value()))
                .orElseGet(() -> good.with(part, variant.value()));
        boolean leftOut = ParametersUnderTest.PLACES.contains(part)
                && operation.parameters(part).isLeftOut(variant.value());
        if (variant.kind() == Kind.OPEN || leftOut) {
            collector.open(part, variant.place(), variant.keyword(), variant.what(), request);
        } else if (variant.kind() == NEGATIVE) {
            collector.refused(
                    part,
                    variant.place(),
                    variant.keyword(),
                    variant.what(),
                    part.equals("path") ? RefusalReason.INVALID_PATH_PARAMETER : RefusalReason.INVALID,
                    request);
        } else {
            collector.add(
                    part,
                    variant.place(),
                    variant.keyword(),
                    variant.what(),
                    variant.kind(),
                    variant.sure() ? collector.accepted() : collector.decidedByTheData(),
                    request);
        }
    }
}
