package dev.reevaluate.server.web;

import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.RequestKey;
import dev.reevaluate.validation.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who calls, by the key in the contract's header; a refusal is answered as any other of the contract. */
@Component
class ApiKeyAuthentication implements AuthenticationConverter, AuthenticationManager, AuthenticationEntryPoint {

    private final OpenApiContract contract;
    private final ApiKeys keys;
    private final KeylessThreads threads;
    private final HandlerExceptionResolver errors;

    ApiKeyAuthentication(
            OpenApiContract contract,
            ApiKeys keys,
            KeylessThreads threads,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.contract = contract;
        this.keys = keys;
        this.threads = threads;
        this.errors = errors;
    }

    @Override
    public Authentication convert(HttpServletRequest request) {
        try {
            String key = RequestKey.of(contract, Collections.list(request.getHeaders(contract.keyHeader())));
            return new PreAuthenticatedAuthenticationToken(contract.keyHeader(), key);
        } catch (RequestRefusedException refused) {
            throw new BadCredentialsException("no key, or more than one", refused);
        }
    }

    @Override
    public Authentication authenticate(Authentication sent) {
        try {
            Caller caller = keys.caller(String.valueOf(sent.getCredentials()))
                    .orElseThrow(() -> RequestRefusedException.unknownKey(contract.keyHeader()));
            // The key itself has done its work, and is kept nowhere
            return new PreAuthenticatedAuthenticationToken(caller, "", List.of());
        } catch (RequestRefusedException refused) {
            throw new BadCredentialsException("an unknown key", refused);
        } catch (DataAccessException away) {
            throw new AuthenticationServiceException("keys can't be looked up", away);
        }
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        Exception reason = failure.getCause() instanceof Exception cause
                ? cause
                : RequestRefusedException.noKey(contract.keyHeader());
        if (!threads.begin()) {
            // It fits in a buffer; of what the caller has sent behind it, nothing is looked at
            response.setHeader(HttpHeaders.CONNECTION, "close");
            errors.resolveException(request, response, null, reason);
            return;
        }
        try {
            errors.resolveException(request, response, null, reason);
        } finally {
            threads.finish(response);
        }
    }
}
