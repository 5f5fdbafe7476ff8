package dev.reevaluate.server.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the bodies that are asked for, and no other. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestBodies extends OncePerRequestFilter {

    private static final String BODY = BodyReader.Body.class.getName();

    private final long limit;
    private final Duration timeout;
    private final LargeBodies largeBodies;

    RequestBodies(WebProperties properties, LargeBodies largeBodies) {
        this.largeBodies = largeBodies;
        this.limit = properties.maxBodySize().toBytes();
        this.timeout = properties.bodyTimeout();
    }

    /**
     * Returns the body, where it is here; else empty, and the request comes again once it is: the caller returns at once.
     *
     * @throws IOException where the body broke off, came too slowly, or has no room
     */
    Optional<InputStream> body(HttpServletRequest request) throws IOException {
        if (request.getAttribute(BODY) instanceof BodyReader.Body body) {
            if (body.failure() != null) {
                throw body.failure();
            }
            return Optional.of(new ByteArrayInputStream(body.bytes()));
        }
        if (UnreadBodies.isHere(request)) {
            return Optional.of(request.getInputStream());
        }
        AsyncContext async = request.startAsync();
        LargeBodies.Room room = largeBodies.room();
        // Needed until the request ends, for all that is made of its body
        async.addListener(new WhenComplete(room::leave));
        UnreadBodies.askFor(request);
        BodyReader.read(async, limit, timeout, room::growTo, body -> {
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
        // Until the body has come, whatever is answered is the last on this connection
        response.setHeader(HttpHeaders.CONNECTION, UnreadBodies.isHere(request) ? null : "close");
        chain.doFilter(request, response);
    }
}
