package dev.reevaluate.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Matches a concrete path before a templated one, as OpenAPI demands, whatever the method: so that a GET of
 * {@code .../results/bulk_evaluate_metrics/} is a wrong method there, and not the result with that id.
 */
final class LiteralPathsFirst extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
        return isShadowed(info, request) ? null : super.getMatchingMapping(info, request);
    }

    /**
     * OPTIONS is no method of any path of the contract, so it is answered as the others that are none, also where a browser
     * asks for another origin: Spring would let that through as if every method were allowed.
     */
    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        if (HttpMethod.OPTIONS.matches(request.getMethod())) {
            Set<String> methods = methodsOf(visible(getHandlerMethods().keySet(), request), request);
            if (!methods.isEmpty()) {
                throw new HttpRequestMethodNotSupportedException(request.getMethod(), methods);
            }
        }
        return super.lookupHandlerMethod(path, request);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> infos, String path, HttpServletRequest request) throws ServletException {
        return super.handleNoMatch(visible(infos, request), path, request);
    }

    private Set<RequestMappingInfo> visible(Set<RequestMappingInfo> infos, HttpServletRequest request) {
        return infos.stream().filter(info -> !isShadowed(info, request)).collect(Collectors.toSet());
    }

    private boolean isShadowed(RequestMappingInfo info, HttpServletRequest request) {
        return info.getDirectPaths().isEmpty()
                && getHandlerMethods().keySet().stream()
                        .anyMatch(other -> other.getDirectPaths().contains(request.getServletPath()));
    }

    private static Set<String> methodsOf(Set<RequestMappingInfo> infos, HttpServletRequest request) {
        return infos.stream()
                .filter(info -> info.getPathPatternsCondition() != null
                        && info.getPathPatternsCondition().getMatchingCondition(request) != null)
                .flatMap(info -> info.getMethodsCondition().getMethods().stream())
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
