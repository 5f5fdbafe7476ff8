package dev.reevaluate.server.web;

import dev.reevaluate.server.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Who the request's key speaks for; known once {@link ApiKeyFilter} has let the request through. */
@Component
class CurrentCaller {

    private static final String ATTRIBUTE = CurrentCaller.class.getName();

    // A proxy of Spring's: always the request at hand.
    private final HttpServletRequest request;

    CurrentCaller(HttpServletRequest request) {
        this.request = request;
    }

    Caller get() {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the request has not passed the key filter");
    }

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }
}
