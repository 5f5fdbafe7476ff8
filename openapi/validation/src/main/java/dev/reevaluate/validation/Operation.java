package dev.reevaluate.validation;

import dev.reevaluate.document.ResolvedSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An operation of the contract, as far as its request goes. */
public final class Operation {

    private final String id;
    private final String method;
    private final String template;
    private final Map<String, List<Parameter>> parameters;
    private final Map<String, FormEncoding> bodies;
    private final @Nullable DeclaredSchema body;
    private final @Nullable BodyFields fields;

    /**
     * Takes what the document says of it.
     *
     * @param parameters by their place
     * @param bodies how its body is written, by media type in lower case; empty where it takes none
     * @param body the schema of its body, the same for each media type; null where it takes none
     * @param shape what that schema says about the form of a body; null where it takes none
     */
    Operation(
            String id,
            String method,
            String template,
            Map<String, List<Parameter>> parameters,
            Map<String, FormEncoding> bodies,
            @Nullable DeclaredSchema body,
            @Nullable ResolvedSchema shape) {
        this.id = id;
        this.method = method;
        this.template = template;
        this.parameters = parameters;
        this.bodies = bodies;
        this.body = body;
        this.fields = shape == null ? null : BodyFields.of(shape);
    }

    /** Returns its operationId. */
    public String id() {
        return id;
    }

    /** Returns its method, in upper case. */
    public String method() {
        return method;
    }

    /** Returns its path, with {@code {name}} for a parameter. */
    public String template() {
        return template;
    }

    /** Returns its query parameters, in declared order. */
    public List<Parameter> query() {
        return in("query");
    }

    /** Returns its header parameters, in declared order; their names may be sent in any case. */
    public List<Parameter> headers() {
        return in("header");
    }

    /** Returns its cookies, in declared order. */
    public List<Parameter> cookies() {
        return in("cookie");
    }

    /** Returns the parameters of its path. */
    public List<Parameter> path() {
        return in("path");
    }

    /** Returns whether it has a body. */
    public boolean takesBody() {
        return body != null;
    }

    /** Returns what its body may be, in lower case; empty where it takes none. */
    public Collection<String> mediaTypes() {
        return bodies.keySet();
    }

    /** Returns whether it takes a header of that name, which may be in any case. */
    public boolean takes(String header) {
        return headers().stream().anyMatch(parameter -> parameter.name().equalsIgnoreCase(header));
    }

    /** Returns whether a key that may only read is refused. */
    public boolean writes() {
        return !method.equals("GET");
    }

    /** Returns the schema of the body that it takes. */
    public DeclaredSchema bodySchema() {
        return Objects.requireNonNull(body, "the operation takes no body");
    }

    /** Returns how a form of the media type writes its lists, where it does not repeat the field. */
    Map<String, FormEncoding.ListStyle> lists(String mediaType) {
        FormEncoding encoding = bodies.get(mediaType);
        return encoding == null ? Map.of() : encoding.lists();
    }

    BodyFields bodyFields() {
        return Objects.requireNonNull(fields, "the operation takes no body");
    }

    private List<Parameter> in(String place) {
        return parameters.getOrDefault(place, List.of());
    }

    /**
     * A parameter in the path, the query, a header or a cookie.
     *
     * @param exploded whether each element of a list comes as a parameter of its own, not behind a comma
     * @param shape what its schema says about its form
     * @param text how its text is read, by that
     */
    public record Parameter(
            String name,
            boolean required,
            boolean exploded,
            DeclaredSchema schema,
            ResolvedSchema shape,
            TextShape text) {

        /** Returns what it is where it is not sent. */
        public Optional<JsonNode> defaultValue() {
            return shape.keyword("default").stream().findFirst();
        }

        boolean isList() {
            return text.isList();
        }
    }
}
