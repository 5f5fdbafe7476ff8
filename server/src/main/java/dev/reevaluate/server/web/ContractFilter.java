package dev.reevaluate.server.web;

import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.RequestValidator;
import dev.reevaluate.validation.ValidRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Holds each request to the contract before Spring looks at it: what comes through is a call that openapi.yaml allows. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ContractFilter extends OncePerRequestFilter {

    private static final String VALID = ValidRequest.class.getName();

    private final OpenApiContract contract;
    private final RequestBodies bodies;
    private final RequestTurns turns;
    private final RequestValidator validator;
    private final CurrentCaller caller;
    private final HandlerExceptionResolver errors;

    ContractFilter(
            OpenApiContract contract,
            WebProperties properties,
            RequestBodies bodies,
            RequestTurns turns,
            CurrentCaller caller,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.contract = contract;
        this.validator = new RequestValidator(contract, properties.maxBodySize().toBytes());
        this.bodies = bodies;
        this.turns = turns;
        this.caller = caller;
        this.errors = errors;
    }

    /** Returns what the filter has made of the request. */
    static ValidRequest valid(HttpServletRequest request) {
        if (request.getAttribute(VALID) instanceof ValidRequest valid) {
            return valid;
        }
        throw new IllegalStateException("the request has not passed the contract filter");
    }

    /** It goes on where the body has come. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RoutePath.isOf(contract, request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // A refused request is counted under its path, too
        contract.path(RoutePath.of(request))
                .ifPresent(path -> ServerHttpObservationFilter.findObservationContext(request)
                        .ifPresent(context -> context.setPathPattern(path.template())));
        boolean readOnly = caller.get().readOnly();
        Optional<InputStream> body;
        try {
            Operation operation = validator.admit(asSent(request, InputStream.nullInputStream()), readOnly);
            body = operation.takesBody() ? bodies.body(request) : Optional.of(InputStream.nullInputStream());
            if (body.isEmpty() || !turns.hasCome(request, caller.get().organization())) {
                return;
            }
        } catch (RequestRefusedException | FairPlaces.OccupiedException | IOException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        try {
            answer(asSent(request, body.get()), readOnly, request, response, chain);
        } finally {
            turns.end(request);
        }
    }

    private void answer(
            Request sent, boolean readOnly, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.setAttribute(VALID, validator.validate(sent, readOnly));
        } catch (RequestRefusedException | IOException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(new CheckedRequest(request), response);
    }

    private static Request asSent(HttpServletRequest request, InputStream body) {
        return new Request(
                request.getMethod(),
                RoutePath.of(request),
                request.getQueryString(),
                name -> Collections.list(request.getHeaders(name)),
                request.getContentLengthLong(),
                body);
    }
}
