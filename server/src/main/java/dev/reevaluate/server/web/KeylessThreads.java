package dev.reevaluate.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Half of the server's threads, for requests without a key: a caller that asks again and again and reads nothing holds the
 * thread that writes to it until the connection times out. The other half is left for who has a key.
 */
@Component
class KeylessThreads {

    private final Semaphore free;

    KeylessThreads(@Value("${server.tomcat.threads.max:200}") int all) {
        this.free = new Semaphore(Math.max(1, all / 2));
    }

    /** Returns whether this thread may answer; if so, {@link #finish} has to follow. */
    boolean begin() {
        return free.tryAcquire();
    }

    /** Waits here, where it counts, until the caller reads what was answered. */
    void finish(HttpServletResponse response) throws IOException {
        try {
            response.flushBuffer();
        } finally {
            free.release();
        }
    }
}
