package dev.reevaluate.server.python;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what takes too long. */
final class Timer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "python-timer");
        thread.setDaemon(true);
        return thread;
    });

    Timer() {
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Acts after this time, unless the alarm is cancelled before. */
    Alarm in(Duration time, Runnable action) {
        Future<?> scheduled = executor.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Acts again and again. */
    void every(Duration time, Runnable action) {
        Future<?> unused =
                executor.scheduleWithFixedDelay(action, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Something that will happen, unless this is cancelled before. */
    interface Alarm {

        void cancel();
    }
}
