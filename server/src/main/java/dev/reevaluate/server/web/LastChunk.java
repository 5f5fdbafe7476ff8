package dev.reevaluate.server.web;

import java.lang.reflect.Field;
import java.util.Objects;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Keeps Tomcat (11.0.27) from serving a connection twice at once. When a {@code ReadListener} reads the last chunk of a body,
 * Tomcat looks for what comes next on the connection within that read, with a second processor: a closed half, or the rest of a
 * request that follows, ends the connection or is refused, before the first request is answered that was carried out.
 */
final class LastChunk {

    // What a request asks its processor by; Tomcat has no public way to stand between the two
    private static final Field HOOK = Objects.requireNonNull(ReflectionUtils.findField(Request.class, "hook"));

    static {
        ReflectionUtils.makeAccessible(HOOK);
    }

    private LastChunk() {}

    /** Has the connection of this request serve it alone until it is answered. */
    static void endsQuietly(Request request) {
        if (ReflectionUtils.getField(HOOK, request) instanceof ActionHook processor
                && !(processor instanceof WithoutNesting)) {
            ReflectionUtils.setField(HOOK, request, new WithoutNesting(processor, request));
        }
    }

    private record WithoutNesting(ActionHook processor, Request request) implements ActionHook {

        @Override
        public void action(ActionCode code, @Nullable Object parameter) {
            // Of a body of a known length Tomcat never asks that on a thread of its own, which looks for what is next
            // once the listener has returned
            if (code != ActionCode.DISPATCH_EXECUTE || !request.isRequestThread()) {
                processor.action(code, parameter);
            }
        }
    }
}
