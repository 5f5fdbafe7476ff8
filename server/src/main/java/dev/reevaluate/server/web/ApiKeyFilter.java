package dev.reevaluate.server.web;

import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.validation.Contract;
import dev.reevaluate.validation.RequestRefused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The first of all checks: a request to the contract's paths needs a key that is known, whatever else it is. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class ApiKeyFilter extends OncePerRequestFilter {

    private final Contract contract;
    private final ApiKeys keys;
    private final HandlerExceptionResolver errors;

    ApiKeyFilter(
            Contract contract, ApiKeys keys, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.contract = contract;
        this.keys = keys;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RoutePath.isOf(contract, request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            CurrentCaller.set(request, caller(request.getHeader(contract.keyHeader())));
        } catch (RequestRefused | DataAccessException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller caller(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw RequestRefused.noKey(contract.keyHeader());
        }
        return keys.caller(key).orElseThrow(() -> RequestRefused.unknownKey(contract.keyHeader()));
    }
}
