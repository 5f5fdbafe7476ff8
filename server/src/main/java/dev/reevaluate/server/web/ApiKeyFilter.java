package dev.reevaluate.server.web;

import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The first of all checks: a request below {@code /test_framework/} needs a key that is known, whatever else it is. */
@Component
class ApiKeyFilter extends OncePerRequestFilter {

    /** The header that the contract names. */
    static final String HEADER = "X-CEKURA-API-KEY";

    private static final String PROTECTED = "/test_framework/";

    private final ApiKeys keys;
    private final HandlerExceptionResolver errors;

    ApiKeyFilter(ApiKeys keys, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.keys = keys;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The path as routes see it: decoded, and without what a semicolon adds.
        return !request.getServletPath().startsWith(PROTECTED);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller;
        try {
            caller = caller(request.getHeader(HEADER));
        } catch (RequestDenied | DataAccessException e) {
            if (e instanceof RequestDenied) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "ApiKey header=\"" + HEADER + "\"");
            }
            errors.resolveException(request, response, null, e);
            return;
        }
        CurrentCaller.set(request, caller);
        chain.doFilter(request, response);
    }

    private Caller caller(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new RequestDenied(HttpStatus.UNAUTHORIZED, Wording.NO_KEY);
        }
        return keys.caller(key).orElseThrow(() -> new RequestDenied(HttpStatus.UNAUTHORIZED, Wording.UNKNOWN_KEY));
    }
}
