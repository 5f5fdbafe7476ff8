package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.ResultsApi;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/** Makes the generated model of the body that {@link ContractFilter} has read and checked, whatever its media type. */
@Component
class ContractBodyResolver implements HandlerMethodArgumentResolver {

    private static final JsonMapper MODELS =
            JsonMapper.builder().addModule(new JsonNullableJackson3Module()).build();

    // Others have bodies and queries, too: the endpoints that operators call
    static boolean isOfTheContract(MethodParameter parameter) {
        return parameter.getDeclaringClass().getPackage().equals(ResultsApi.class.getPackage());
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class) && isOfTheContract(parameter);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest sent = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return MODELS.treeToValue(
                ContractFilter.valid(sent).body(), MODELS.constructType(parameter.getGenericParameterType()));
    }
}
