package dev.reevaluate.server.web;

import dev.reevaluate.server.access.Caller;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who the request's key speaks for; known once {@link ApiKeyAuthentication} has looked at it. */
@Component
class CurrentCaller {

    Caller get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the request has not passed the check of its key");
    }
}
