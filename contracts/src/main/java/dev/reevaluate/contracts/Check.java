package dev.reevaluate.contracts;

/**
 * What the server checks of a request, in this order. The check that answers has seen what the checks before it look at,
 * and nothing of what the later ones do.
 */
enum Check {
    KEY(1),
    ROUTE(2),
    METHOD(3),
    PERMISSION(4),
    MEDIA_TYPE(5),
    SIZE(6),
    SYNTAX(7),
    SHAPE(8),
    /** All that depends on the data: existence, scope, eligibility, balance, and success. */
    WORLD(10);

    private final int priority;

    Check(int priority) {
        this.priority = priority;
    }

    /** WireMock's priority: the smaller overrules. */
    int priority() {
        return priority;
    }

    static Check thatAnswers(Contract contract, Spec spec) {
        return switch (contract.status()) {
            case 401 -> KEY;
            case 403 -> PERMISSION;
            case 404 -> spec.declares(contract.path()) ? WORLD : ROUTE;
            case 405 -> METHOD;
            case 413 -> SIZE;
            case 415 -> MEDIA_TYPE;
            case 400 -> thatRefuses(contract, spec);
            default -> WORLD;
        };
    }

    boolean isBefore(Check other) {
        return compareTo(other) < 0;
    }

    private static Check thatRefuses(Contract contract, Spec spec) {
        var schema = spec.operation(contract).bodySchema();
        if (schema.isEmpty()) {
            return SHAPE;
        }
        return RequestBody.of(contract)
                .map(body -> schema.get().accepts(body.value()) ? WORLD : SHAPE)
                .orElse(SYNTAX);
    }
}
