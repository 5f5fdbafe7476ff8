package dev.reevaluate.wiremock;

import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http.HttpURI;
import wiremock.org.eclipse.jetty.server.Request;

/** Answers what WireMock can't read with a 400, as the server does, where WireMock has a page with a stack trace. */
final class ReadableRequests implements Filter {

    private static final byte[] MALFORMED = "{\"%s\":[\"%s\"]}"
            .formatted(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED)
            .getBytes(StandardCharsets.UTF_8);

    /** Takes a query that can't be decoded away: where none is read, the server takes no notice of it. */
    static void leaveOutBrokenQuery(HttpServletRequest sent) {
        String query = sent.getQueryString();
        if (query != null && ServerConnector.decoded(query) == null) {
            // Jetty reads its own, when WireMock passes the request on
            Request request = Request.getBaseRequest(sent);
            request.setHttpURI(HttpURI.build(request.getHttpURI()).query(null));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest sent && !DecodedPath.isDecodable(sent.getRequestURI())) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (Exception e) {
            // What WireMock throws is not always declared, nor always what went wrong
            if (response.isCommitted() || !isUnreadable(e)) {
                throw e;
            }
            response.reset();
            refuse(response);
        }
    }

    private static boolean isUnreadable(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof IllegalArgumentException
                        || failure instanceof IOException
                        || isUnreadable(failure.getCause()));
    }

    private static void refuse(ServletResponse response) throws IOException {
        if (response instanceof HttpServletResponse answer) {
            answer.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        response.setContentType("application/json");
        response.setContentLength(MALFORMED.length);
        response.getOutputStream().write(MALFORMED);
    }
}
