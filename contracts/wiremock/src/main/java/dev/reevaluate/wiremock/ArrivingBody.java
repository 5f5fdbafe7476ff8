package dev.reevaluate.wiremock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.AsyncContext;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.util.thread.Scheduler;

/** The body of a request as it comes. */
final class ArrivingBody implements ReadListener {

    private static final String NAME = ArrivingBody.class.getName();

    /** A body may take so long, and a second longer for each 10,000 bytes that have come, as on the server. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final long LOWEST_RATE = 10_000;
    private static final int BUFFER = 8192;

    private final long begin = System.nanoTime();
    private final AsyncContext async;
    private final ServletInputStream input;
    private final int limit;
    private final Scheduler scheduler;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final AtomicLong size = new AtomicLong();
    private final AtomicReference<End> end = new AtomicReference<>();
    private volatile Scheduler.@Nullable Task deadline;

    /** How it ended. */
    enum End {
        WHOLE,
        TOO_SLOW,
        BROKEN
    }

    private ArrivingBody(AsyncContext async, ServletRequest request, int limit) throws IOException {
        this.async = async;
        this.input = request.getInputStream();
        this.limit = limit;
        this.scheduler = Request.getBaseRequest(request).getHttpChannel().getScheduler();
    }

    /** Returns the body that was awaited; null where none was. */
    static @Nullable ArrivingBody of(ServletRequest request) {
        return (ArrivingBody) request.getAttribute(NAME);
    }

    /** Lets the request come again once its body has ended, in whichever way. */
    static void await(ServletRequest request, int limit) throws IOException {
        AsyncContext async = request.startAsync();
        // Jetty's own can't be made longer while it runs
        async.setTimeout(0);
        ArrivingBody body = new ArrivingBody(async, request, limit);
        request.setAttribute(NAME, body);
        body.giveUpInTime();
        body.input.setReadListener(body);
    }

    End end() {
        return Objects.requireNonNull(end.get());
    }

    byte[] bytes() {
        return kept.toByteArray();
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (input.isReady() && !input.isFinished()) {
            int read = input.read(buffer);
            if (read < 0) {
                return;
            }
            kept.write(buffer, 0, Math.min(read, limit - kept.size()));
            size.addAndGet(read);
        }
    }

    @Override
    public void onAllDataRead() {
        end(End.WHOLE);
    }

    @Override
    public void onError(Throwable failure) {
        end(
                failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
                        ? End.TOO_SLOW
                        : End.BROKEN);
    }

    private void giveUpInTime() {
        long left = begin
                + TIMEOUT.plusSeconds(Math.min(size.get(), limit) / LOWEST_RATE).toNanos()
                - System.nanoTime();
        if (left <= 0) {
            end(End.TOO_SLOW);
        } else {
            deadline = scheduler.schedule(this::giveUpInTime, left, TimeUnit.NANOSECONDS);
        }
    }

    // The last byte, an error and the time-out may meet
    private void end(End how) {
        if (end.compareAndSet(null, how)) {
            Scheduler.Task pending = deadline;
            if (pending != null) {
                pending.cancel();
            }
            async.dispatch();
        }
    }
}
