package dev.reevaluate.validation;

import dev.reevaluate.document.ResolvedSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the contract, as far as its request goes.
 *
 * @param id its operationId
 * @param method in upper case
 * @param template its path, with {@code {name}} for a parameter
 * @param query its query parameters, in declared order
 * @param headers its header parameters, in declared order; their names may be sent in any case
 * @param cookies its cookies, in declared order
 * @param path the parameters of its path
 * @param bodies how its body is written, by media type in lower case; empty where it takes none
 * @param body the schema of its body, the same for each media type; null where it takes none
 * @param shape what that schema says about the form of a body; null where it takes none
 */
public record Operation(
        String id,
        String method,
        String template,
        List<Parameter> query,
        List<Parameter> headers,
        List<Parameter> cookies,
        List<Parameter> path,
        Map<String, FormEncoding> bodies,
        @Nullable DeclaredSchema body,
        @Nullable ResolvedSchema shape) {

    /**
     * A parameter in the path, the query, a header or a cookie.
     *
     * @param exploded whether each element of a list comes as a parameter of its own, not behind a comma
     * @param shape how its text is read
     */
    public record Parameter(
            String name, boolean required, boolean exploded, DeclaredSchema schema, ResolvedSchema shape) {

        /** What it is where it is not sent. */
        public Optional<JsonNode> defaultValue() {
            return shape.keyword("default").stream().findFirst();
        }

        boolean isList() {
            return OperationReader.isList(shape);
        }
    }

    /** Whether it has a body. */
    public boolean takesBody() {
        return body != null;
    }

    /** What its body may be, in lower case; empty where it takes none. */
    public Collection<String> mediaTypes() {
        return bodies.keySet();
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
    public DeclaredSchema bodySchema() {
        return Objects.requireNonNull(body, "the operation takes no body");
    }

    /** How a form of the media type writes its lists, where it does not repeat the field. */
    Map<String, FormEncoding.ListStyle> lists(String mediaType) {
        FormEncoding encoding = bodies.get(mediaType);
        return encoding == null ? Map.of() : encoding.lists();
    }

    ResolvedSchema bodyShape() {
        return Objects.requireNonNull(shape, "the operation takes no body");
    }
}
