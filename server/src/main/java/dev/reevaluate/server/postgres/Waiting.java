package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for processes. */
final class Waiting {

    private Waiting() {}

    /** Returns whether the process, which need not be a child of this one, ends within the time. */
    static boolean untilEnd(ProcessHandle process, Duration atMost) throws IOException {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process %s was ending".formatted(process.pid()), e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
