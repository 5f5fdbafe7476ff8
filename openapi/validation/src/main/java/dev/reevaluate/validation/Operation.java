package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An operation of the contract, as far as its request goes.
 *
 * @param id its operationId
 * @param method in upper case
 * @param template its path, with {@code {name}} for a parameter
 * @param query its query parameters, in declared order
 * @param path the schemas of its path parameters by name
 * @param bodies the schemas of its body by media type, in lower case; empty where it takes none
 */
public record Operation(
        String id,
        String method,
        String template,
        List<Parameter> query,
        Map<String, Schema> path,
        Map<String, Schema> bodies) {

    /** A parameter of the query. */
    public record Parameter(String name, boolean required, Schema schema) {}

    /** Whether it has a body. */
    public boolean takesBody() {
        return !bodies.isEmpty();
    }

    /** Whether a key that may only read is refused. */
    public boolean writes() {
        return !method.equals("GET");
    }

    Collection<String> mediaTypes() {
        return bodies.keySet();
    }
}
