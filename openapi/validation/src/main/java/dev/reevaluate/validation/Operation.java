package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the contract, as far as its request goes.
 *
 * @param id its operationId
 * @param method in upper case
 * @param template its path, with {@code {name}} for a parameter
 * @param query its query parameters, in declared order
 * @param headers its header parameters, in declared order; their names may be sent in any case
 * @param path the schemas of its path parameters by name
 * @param mediaTypes what its body may be, in lower case; empty where it takes none
 * @param body the schema of its body, the same for each media type; null where it takes none
 */
public record Operation(
        String id,
        String method,
        String template,
        List<Parameter> query,
        List<Parameter> headers,
        Map<String, Schema> path,
        Collection<String> mediaTypes,
        @Nullable Schema body) {

    /** A parameter in the query or in a header. */
    public record Parameter(String name, boolean required, Schema schema) {}

    /** Whether it has a body. */
    public boolean takesBody() {
        return body != null;
    }

    /** Whether it takes a header of that name, which may be in any case. */
    public boolean takes(String header) {
        return headers.stream().anyMatch(parameter -> parameter.name().equalsIgnoreCase(header));
    }

    /** Whether a key that may only read is refused. */
    public boolean writes() {
        return !method.equals("GET");
    }

    /** The schema of the body that it takes. */
    public Schema bodySchema() {
        return Objects.requireNonNull(body, "the operation takes no body");
    }
}
