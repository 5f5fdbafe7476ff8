package dev.reevaluate.server.web;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the generated model from the body, whatever its media type, once the contract's own schema has nothing against
 * it. All violations are told at once. So a limit, a type or a field that changes in the yaml changes here by itself.
 */
@Component
class ContractBodyResolver implements HandlerMethodArgumentResolver {

    private static final JsonMapper MODELS = JsonMapper.builder().build();

    private final Contract contract;
    private final RequestBodies bodies;

    ContractBodyResolver(Contract contract, RequestBodies bodies) {
        this.contract = contract;
        this.bodies = bodies;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class) && contract.describes(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        Class<?> model = parameter.getParameterType();
        Schema schema = contract.schema(model);
        JsonNode body = bodies.read(
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)), schema.getSchemaNode());
        if (!body.isObject()) {
            throw new InvalidRequest(FieldErrors.of(FieldErrors.NON_FIELD, Wording.notAnObject(body)));
        }
        FieldErrors errors = violations(schema, body);
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return MODELS.treeToValue(body, model);
    }

    private static FieldErrors violations(Schema schema, JsonNode body) {
        List<String> declared =
                List.copyOf(schema.getSchemaNode().path("properties").propertyNames());
        List<Violation> violations = new ArrayList<>();
        schema.validate(body).forEach(error -> violations.add(Violation.of(error, body)));
        violations.sort(Comparator.comparingInt((Violation violation) -> declared.indexOf(violation.field()))
                .thenComparingInt(Violation::position));
        FieldErrors errors = new FieldErrors();
        violations.forEach(violation -> errors.add(violation.field(), violation.text()));
        return errors;
    }

    /**
     * One thing that the schema has against the body.
     *
     * @param position of the element, or -1 when it is about the whole field
     */
    private record Violation(String field, int position, String text) {

        static Violation of(Error error, JsonNode body) {
            var place = error.getInstanceLocation();
            if (place.getNameCount() == 0) {
                String field = error.getProperty() == null ? FieldErrors.NON_FIELD : error.getProperty();
                return new Violation(field, -1, Wording.violation(error, body));
            }
            String field = place.getElement(0).toString();
            JsonNode value = body.path(field);
            if (place.getNameCount() == 1) {
                return new Violation(field, -1, Wording.violation(error, value));
            }
            int position = ((Number) place.getElement(1)).intValue();
            return new Violation(
                    field, position, Wording.item(position, Wording.violation(error, value.path(position))));
        }
    }
}
