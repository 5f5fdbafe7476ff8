package dev.reevaluate.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps read-only keys from writing: after the route is known, before the body is looked at. */
@Component
class ReadOnlyKeys implements HandlerInterceptor {

    private final CurrentCaller caller;

    ReadOnlyKeys(CurrentCaller caller) {
        this.caller = caller;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!permits(request)) {
            throw RequestDenied.forbidden();
        }
        return true;
    }

    boolean permits(HttpServletRequest request) {
        boolean reads = request.getMethod().equals(HttpMethod.GET.name())
                || request.getMethod().equals(HttpMethod.HEAD.name());
        return reads || !caller.get().readOnly();
    }
}
