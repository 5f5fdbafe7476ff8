package dev.reevaluate.server.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads bodies for who asks for them, and no other: a request that is refused before its body has come is answered, its
 * caller gets a moment to read the answer, and the connection is closed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestBodies extends OncePerRequestFilter {

    private static final String BODY = BodyReader.Body.class.getName();

    /** What a closed connection would do to an answer that is still on its way: the rest of the body is awaited so long. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Bytes a second. */
    private static final long LOWEST_RATE = 10_000;

    private final long limit;
    private final Duration timeout;

    RequestBodies(WebProperties properties) {
        this.limit = properties.maxBodySize().toBytes();
        this.timeout = properties.bodyTimeout();
    }

    /**
     * The body, where it is here; else empty, and the request comes again once it is: the caller returns at once.
     *
     * @throws IOException where the body broke off, or came too slowly
     */
    Optional<InputStream> body(HttpServletRequest request) throws IOException {
        if (request.getAttribute(BODY) instanceof BodyReader.Body body) {
            if (body.failure() != null) {
                throw body.failure();
            }
            return Optional.of(new ByteArrayInputStream(body.bytes()));
        }
        long length = request.getContentLengthLong();
        if (UnreadBodies.isHere(request)) {
            return Optional.of(request.getInputStream());
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(
                timeout.plusSeconds((length < 0 ? limit : length) / LOWEST_RATE).toMillis());
        BodyReader.read(async, limit, body -> {
            request.setAttribute(BODY, body);
            async.dispatch();
        });
        return Optional.empty();
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean here = UnreadBodies.isHere(request);
        // Until the body has come, whatever is answered is the last on this connection
        response.setHeader(HttpHeaders.CONNECTION, here ? null : "close");
        chain.doFilter(request, response);
        if (request.isAsyncStarted() || request.getAttribute(BODY) != null) {
            return;
        }
        if (here) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        } else if (response.isCommitted() && !request.getInputStream().isFinished()) {
            linger(request, response);
        }
    }

    // Closed with unread bytes, a connection takes the answer with it
    private static void linger(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().close();
        AsyncContext async = request.startAsync();
        async.setTimeout(LINGER.toMillis());
        BodyReader.read(async, 0, none -> {
            UnreadBodies.close(request);
            async.complete();
        });
    }
}
