package dev.reevaluate.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;

/**
 * Hands over the values of a query that {@link ContractFilter} has checked, and no others: Spring would also look for them
 * under the name with {@code []} behind it, and in a form that the operation does not take.
 */
@Component
class ContractQueryResolver extends RequestParamMethodArgumentResolver {

    ContractQueryResolver() {
        super(false);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestParam.class) && ContractBodyResolver.isOfTheContract(parameter);
    }

    @Override
    protected @Nullable Object resolveName(String name, MethodParameter parameter, NativeWebRequest request) {
        HttpServletRequest sent = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        List<String> values = ContractFilter.valid(sent).query().getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        return values.size() == 1 ? values.get(0) : values.toArray(new String[0]);
    }
}
