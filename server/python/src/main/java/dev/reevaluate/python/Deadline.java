package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ExitCodes;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;

/**
 * Ends a program that takes too long: first by cancelling its context, which stops Python's own loops at once; then, where
 * it sits in one long operation of the interpreter ({@code 3**(10**8)}) that nothing interrupts, by ending this process.
 */
final class Deadline {

    private static final long GRACE_MILLIS = 700;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "deadline");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Context context;
    private List<Future<?>> scheduled = List.of();
    private long endsAt;
    private volatile boolean expired;

    Deadline() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Starts the clock for what this context runs now. */
    void start(Context running, long millis) {
        expired = false;
        context = running;
        resume(millis);
    }

    /** Lets the clock stand while the program waits for somebody else, and says what is left, in milliseconds. */
    long pause() {
        stop();
        return TimeUnit.NANOSECONDS.toMillis(endsAt - System.nanoTime());
    }

    /** Lets the clock go on. */
    void resume(long millis) {
        endsAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        scheduled = List.of(
                timer.schedule(this::cancel, millis, TimeUnit.MILLISECONDS),
                timer.schedule(
                        () -> Runtime.getRuntime().halt(ExitCodes.EXPIRED),
                        millis + GRACE_MILLIS,
                        TimeUnit.MILLISECONDS));
    }

    /** Stops the clock. */
    void stop() {
        scheduled.forEach(task -> task.cancel(false));
    }

    /** Returns whether the clock has run out since it was started. */
    boolean expired() {
        return expired;
    }

    private void cancel() {
        expired = true;
        if (context != null) {
            context.close(true);
        }
    }
}
