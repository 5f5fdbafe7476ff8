package dev.reevaluate.wiremock;

import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefused;
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

/** Refuses what the server would refuse before it looks at its data; the rest is for the stubs. */
record ContractFilter(ContractChecks checks) implements Filter {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest sent && response instanceof HttpServletResponse answer) {
            String path = RequestPath.decoded(sent.getRequestURI());
            if (checks.concern(path)) {
                ReplayedRequest replayed = new ReplayedRequest(sent, path);
                try {
                    check(sent, path, replayed.body());
                } catch (RequestRefused refused) {
                    write(refused, answer);
                    return;
                }
                chain.doFilter(replayed, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request, String path, byte[] body) {
        checks.validate(
                new Request(
                        request.getMethod(),
                        path,
                        request.getQueryString(),
                        name -> Collections.list(request.getHeaders(name)),
                        request.getContentType(),
                        body.length,
                        new ByteArrayInputStream(body)),
                checks.caller(request.getHeader(checks.contract().keyHeader())));
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
