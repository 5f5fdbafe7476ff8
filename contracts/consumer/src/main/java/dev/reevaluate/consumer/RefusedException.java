package dev.reevaluate.consumer;

import java.util.List;
import java.util.Map;

/** The request was refused: what is wrong with it, a list of texts by field. */
public final class RefusedException extends RuntimeException {

    private final transient Map<String, List<String>> errors;

    RefusedException(Map<String, List<String>> errors) {
        super("Refused: " + errors);
        this.errors = errors;
    }

    public Map<String, List<String>> errors() {
        return errors;
    }
}
