package dev.reevaluate.server.web;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.Set;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Keeps Tomcat (11.0.27) from serving a connection twice at once. When a {@code ReadListener} reads the last chunk of a body,
 * Tomcat asks for another read event, and looks within that read for what comes next on the connection, with a second
 * processor: a closed half, or the rest of a request that follows, ends the connection or is refused, before the first request
 * is answered that was carried out. Here it asks for neither: it tells the listener that all has come without that.
 */
final class LastChunk {

    // What a request asks its processor by; Tomcat has no public way to stand between the two
    private static final Field HOOK = Objects.requireNonNull(ReflectionUtils.findField(Request.class, "hook"));

    private static final String PROCESSOR = LastChunk.class.getName();

    private static final Set<ActionCode> NEXT_READ = Set.of(ActionCode.DISPATCH_READ, ActionCode.DISPATCH_EXECUTE);

    static {
        ReflectionUtils.makeAccessible(HOOK);
    }

    private LastChunk() {}

    /** Lets the body of this request be read by {@link #whileReading}. */
    static void mayBeRead(org.apache.catalina.connector.Request request) {
        Request coyote = request.getCoyoteRequest();
        if (ReflectionUtils.getField(HOOK, coyote) instanceof ActionHook processor
                && !(processor instanceof WithoutNesting)) {
            ReflectionUtils.setField(HOOK, coyote, new WithoutNesting(processor));
        }
        request.setAttribute(PROCESSOR, ReflectionUtils.getField(HOOK, coyote));
    }

    /** Reads by the listener of the request, on the thread on which Tomcat has called it. */
    static void whileReading(ServletRequest request, Reading reading) throws IOException {
        WithoutNesting processor = (WithoutNesting) Objects.requireNonNull(request.getAttribute(PROCESSOR));
        processor.reading = true;
        try {
            reading.run();
        } finally {
            processor.reading = false;
        }
    }

    /** Reads what is there. */
    @FunctionalInterface
    interface Reading {

        void run() throws IOException;
    }

    private static final class WithoutNesting implements ActionHook {

        private final ActionHook processor;
        private boolean reading;

        private WithoutNesting(ActionHook processor) {
            this.processor = processor;
        }

        @Override
        public void action(ActionCode code, @Nullable Object parameter) {
            if (!(reading && NEXT_READ.contains(code))) {
                processor.action(code, parameter);
            }
        }
    }
}
