package dev.reevaluate.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Closes the connection of a request that was answered before all of its body came. Tomcat would read on, with a thread, for
 * as long as the caller sends.
 */
@Component
class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CLOSE = UnreadBodies.class.getName() + ".close";
    private static final String HERE = UnreadBodies.class.getName() + ".here";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Closing());
    }

    /** Ends the connection once the answer is sent, without another look at the body. */
    static void close(ServletRequest request) {
        if (request.getAttribute(CLOSE) instanceof Runnable close) {
            close.run();
        }
    }

    /** Whether all of the body came with the headers, as a small one mostly does: reading it waits for nobody. */
    static boolean isHere(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(HERE));
    }

    private static final class Closing extends ValveBase {

        private Closing() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(
                    CLOSE, (Runnable) () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null));
            request.setAttribute(HERE, isRead(request) || hasCome(request));
            getNext().invoke(request, response);
            if (!request.isAsync() && !isRead(request)) {
                // First the answer: what follows makes an error of a request without one
                response.finishResponse();
                close(request.getRequest());
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
