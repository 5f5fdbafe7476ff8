package dev.reevaluate.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where a thread has ended for want of memory: without that thread, such as the one that takes connections, it
 * would live on and serve nobody. Whoever supervises it starts it again, and nothing that was answered is lost.
 */
final class UncaughtFailures implements Thread.UncaughtExceptionHandler {

    /** As the JVM's own {@code ExitOnOutOfMemoryError} has it. */
    static final int OUT_OF_MEMORY = 3;

    private static final Logger log = LoggerFactory.getLogger(UncaughtFailures.class);

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            log.error("The thread {} has ended", thread.getName(), failure);
        } finally {
            if (failure instanceof OutOfMemoryError) {
                Runtime.getRuntime().halt(OUT_OF_MEMORY);
            }
        }
    }
}
