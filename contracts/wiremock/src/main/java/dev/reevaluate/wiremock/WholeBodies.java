package dev.reevaluate.wiremock;

import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;
import wiremock.jakarta.servlet.http.HttpServletResponse;

/** Lets a request on once its body is here; until then it holds a connection, and no thread, as on the server. */
final class WholeBodies implements Filter {

    private final ToIntFunction<HttpServletRequest> limit;

    /** Keeps as many bytes of a request's body; what is beyond is read and forgotten. */
    WholeBodies(ToIntFunction<HttpServletRequest> limit) {
        this.limit = limit;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest sent = (HttpServletRequest) request;
        ArrivingBody body = ArrivingBody.of(sent);
        if (body != null) {
            goOn(sent, body, (HttpServletResponse) response, chain);
        } else if (isHere(sent)) {
            chain.doFilter(request, response);
        } else {
            ArrivingBody.await(sent, limit.applyAsInt(sent));
        }
    }

    private static void goOn(
            HttpServletRequest sent, ArrivingBody body, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (body.end()) {
            case WHOLE -> chain.doFilter(new WithBody(sent, body.bytes()), response);
            case TOO_SLOW -> refuse(response, 408, "{\"detail\":\"%s\"}".formatted(ProtocolTexts.TOO_SLOW));
            case BROKEN ->
                refuse(response, 400, "{\"%s\":[\"%s\"]}".formatted(FieldErrors.NON_FIELD, ProtocolTexts.MALFORMED));
        }
    }

    // Most bodies come together with their headers
    private static boolean isHere(HttpServletRequest sent) throws IOException {
        return sent.getHeader("Transfer-Encoding") == null
                && sent.getContentLengthLong() <= sent.getInputStream().available();
    }

    private static void refuse(HttpServletResponse response, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Connection", "close");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static final class WithBody extends HttpServletRequestWrapper {

        private final byte[] body;

        private WithBody(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BytesInputStream(body);
        }
    }
}
