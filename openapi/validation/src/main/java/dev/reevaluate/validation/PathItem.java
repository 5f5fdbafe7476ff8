package dev.reevaluate.validation;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A path of the contract.
 *
 * @param template with {@code {name}} for a parameter
 * @param operations by method, in upper case
 */
public record PathItem(String template, Map<String, Operation> operations) {

    /** Returns the methods that the contract declares, in upper case. */
    public Collection<String> methods() {
        return operations.keySet();
    }

    /** Returns the operation that the method calls; a HEAD is a GET without the body of its answer. */
    public Optional<Operation> operation(String method) {
        return Optional.ofNullable(operations.get(method.equals("HEAD") ? "GET" : method));
    }
}
