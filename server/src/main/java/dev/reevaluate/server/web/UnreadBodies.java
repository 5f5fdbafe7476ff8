package dev.reevaluate.server.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Closes the connection of a request that was answered before all of its body came, after a moment in which the caller can
 * read the answer. Tomcat would read on, with a thread, for as long as the caller sends.
 */
@Component
class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Closed with unread bytes, a connection takes the answer with it: the rest of the body is awaited so long. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final String CLOSE = UnreadBodies.class.getName() + ".close";
    private static final String ASK = UnreadBodies.class.getName() + ".ask";
    private static final String HERE = UnreadBodies.class.getName() + ".here";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Closing());
        // Not at once, before it is known who asks: see askFor
        factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    /** Returns whether all of the body came with the headers, as a small one mostly does: reading it waits for nobody. */
    static boolean isHere(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(HERE));
    }

    /** Lets a caller send its body that waits for leave to (Expect: 100-continue). */
    static void askFor(ServletRequest request) {
        if (request.getAttribute(ASK) instanceof Runnable ask) {
            ask.run();
        }
    }

    /** Waits for no more of the body than has come: once the request ends, its connection does. */
    static void close(ServletRequest request) {
        if (request.getAttribute(CLOSE) instanceof Runnable close) {
            close.run();
        }
    }

    private static final class Closing extends ValveBase {

        private Closing() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(
                    CLOSE, (Runnable) () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null));
            request.setAttribute(ASK, (Runnable) () ->
                    request.getCoyoteRequest().action(ActionCode.ACK, ContinueResponseTiming.ON_REQUEST_BODY_READ));
            request.setAttribute(HERE, isRead(request) || hasCome(request));
            LastChunk.mayBeRead(request);
            getNext().invoke(request, response);
            if (request.isAsync() || isHere(request) || isRead(request)) {
                return;
            }
            // First the answer: to look no more at the body makes an error of a request without one
            response.flushBuffer();
            if (response.isClosed()) {
                close(request.getRequest());
            } else if (!BodyReader.hasRead(request)) {
                AsyncContext async = request.startAsync();
                BodyReader.read(async, 0, LINGER, forgotten -> {}, none -> async.complete());
            }
        }

        private static boolean hasCome(Request request) {
            long length = request.getContentLengthLong();
            // Looks once whether more has come, and does not wait for it
            request.getCoyoteRequest().action(ActionCode.AVAILABLE, true);
            return length >= 0 && request.getCoyoteRequest().getAvailable() >= length;
        }

        private static boolean isRead(Request request) {
            AtomicBoolean read = new AtomicBoolean();
            request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
            return read.get();
        }
    }
}
