package dev.reevaluate.wiremock;

import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefused;
import dev.reevaluate.validation.ValidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import tools.jackson.databind.json.JsonMapper;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;

/** Checks each request as the server does before it looks at its data, once; WireMock answers by the outcome. */
record ContractFilter(ContractChecks checks, AcceptedRequests accepted) implements Filter {

    private static final int OK = 200;

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest sent && response instanceof HttpServletResponse answer) {
            String path = RequestPath.decoded(sent.getRequestURI());
            if (checks.concern(path)) {
                answer(new ReplayedRequest(sent, path), answer, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void answer(ReplayedRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CheckOutcome outcome = check(request);
        try {
            outcome.<IOException, ServletException>during(() -> chain.doFilter(request, response));
        } catch (Exception unreadable) {
            // WireMock can't read each request that was refused, such as a form with a broken escape; what it throws is
            // not always declared
            if (!(outcome instanceof CheckOutcome.Refused refused) || response.isCommitted()) {
                throw unreadable;
            }
            response.reset();
            write(refused.refusal(), response);
        }
        if (outcome instanceof CheckOutcome.Passed passed && response.getStatus() == OK) {
            accepted.add(passed);
        }
    }

    private CheckOutcome check(ReplayedRequest request) {
        try {
            DemoWorkspace.Key caller = checks.caller(
                    Collections.list(request.getHeaders(checks.contract().keyHeader())));
            Request sent = new Request(
                    request.sentMethod(),
                    request.getRequestURI(),
                    request.sentQuery(),
                    name -> Collections.list(request.getHeaders(name)),
                    request.body().length,
                    new ByteArrayInputStream(request.body()));
            ValidRequest valid = checks.validate(sent, caller);
            CheckOutcome.Passed passed =
                    CheckOutcome.Passed.of(valid, sent.path(), caller, AcceptedRequests.key(valid, sent));
            return accepted.contain(passed) ? new CheckOutcome.Repeated() : passed;
        } catch (RequestRefused refused) {
            return new CheckOutcome.Refused(refused);
        }
    }

    private static void write(RequestRefused refused, HttpServletResponse answer) throws IOException {
        byte[] body = JSON.writeValueAsString(refused.body()).getBytes(StandardCharsets.UTF_8);
        answer.setStatus(refused.status());
        refused.headers().forEach(answer::setHeader);
        answer.setContentType("application/json");
        answer.setContentLength(body.length);
        answer.getOutputStream().write(body);
    }
}
