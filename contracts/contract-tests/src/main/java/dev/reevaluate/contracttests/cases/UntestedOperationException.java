package dev.reevaluate.contracttests.cases;

/** No request can be made of an operation, so that no case of it can be sent. */
final class UntestedOperationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient NotSupported reason;

    UntestedOperationException(OperationUnderTest operation, String what, String why) {
        super(new NotSupported(operation.name(), what, why).toString());
        this.reason = new NotSupported(operation.name(), what, why);
    }

    NotSupported reason() {
        return reason;
    }
}
