package dev.reevaluate.server.web;

import dev.reevaluate.validation.OpenApiContract;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers what needs no key, the pages and a browser's question whether a page may call, with no more than its share of threads. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OpenPages extends OncePerRequestFilter {

    private final OpenApiContract contract;
    private final HandlerExceptionResolver errors;
    private final KeylessThreads threads;

    OpenPages(
            OpenApiContract contract,
            KeylessThreads threads,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.contract = contract;
        this.threads = threads;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RoutePath.isOf(contract, request) && !HttpMethod.OPTIONS.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!threads.begin()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            errors.resolveException(request, response, null, new BusyException());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            threads.finish(response);
        }
    }
}
