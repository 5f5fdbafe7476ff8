package dev.reevaluate.server.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a body as it comes, without a thread that waits for it: a slow caller holds a connection, and nothing else. */
final class BodyReader implements ReadListener, AsyncListener {

    /** As much is read of a body that nobody wants, so that its caller comes to read the answer: bytes. */
    private static final long MOST_READ = 16L * 1024 * 1024;

    /** A caller that sends as fast is never too slow: bytes a second. */
    private static final long LOWEST_RATE = 10_000;

    private static final String READ = BodyReader.class.getName();

    private static final int BUFFER = 8192;

    private final AsyncContext async;
    private final ServletRequest request;
    private final ServletInputStream input;
    private final long limit;
    private final Duration timeout;
    private final Room room;
    private final Consumer<Body> whenEnded;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private long size;
    private boolean whole;

    private BodyReader(AsyncContext async, long limit, Duration timeout, Room room, Consumer<Body> whenEnded)
            throws IOException {
        this.async = async;
        this.request = async.getRequest();
        this.input = request.getInputStream();
        this.limit = limit;
        this.timeout = timeout;
        this.room = room;
        this.whenEnded = whenEnded;
    }

    /**
     * What came.
     *
     * @param bytes all of it; or more than the limit, where it is larger
     * @param failure why it is not all; null where it is
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Body(byte[] bytes, @Nullable IOException failure) {}

    /** Where a body is kept. */
    @FunctionalInterface
    interface Room {

        /**
         * Makes room for so many bytes in all.
         *
         * @throws BusyException where there is none
         */
        void growTo(long bytes) throws BusyException;
    }

    /**
     * Reads on until the body ends, is much too large, breaks off, takes too long, or has no room.
     *
     * @param limit bytes; what is beyond is read and forgotten
     * @param timeout how long it may take, and longer only as what has come, up to the limit, takes at the lowest rate
     */
    static void read(AsyncContext async, long limit, Duration timeout, Room room, Consumer<Body> whenEnded)
            throws IOException {
        async.getRequest().setAttribute(READ, true);
        BodyReader reader = new BodyReader(async, limit, timeout, room, whenEnded);
        async.setTimeout(timeout.toMillis());
        async.addListener(reader);
        reader.input.setReadListener(reader);
    }

    /** Returns whether a body was read here before: it has no more to give. */
    static boolean hasRead(ServletRequest request) {
        return request.getAttribute(READ) != null;
    }

    // A failure to read is not caught here: the container, which knows of it anyway, tells the request's own listener
    @Override
    public void onDataAvailable() throws IOException {
        LastChunk.whileReading(request, this::readWhatIsHere);
    }

    private void readWhatIsHere() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (size <= MOST_READ && input.isReady() && !input.isFinished()) {
            int read = input.read(buffer);
            if (read < 0) {
                break;
            }
            if (size <= limit && !keep(buffer, read)) {
                return;
            }
            size += read;
        }
        if (size > MOST_READ) {
            end(null);
        } else if (!ended.get()) {
            async.setTimeout(
                    timeout.plusSeconds(Math.min(size, limit) / LOWEST_RATE).toMillis());
        }
    }

    private boolean keep(byte[] buffer, int read) {
        try {
            room.growTo(size + read);
        } catch (BusyException busy) {
            end(busy);
            return false;
        }
        kept.write(buffer, 0, read);
        return true;
    }

    @Override
    public void onAllDataRead() {
        whole = true;
        end(null);
    }

    @Override
    public void onError(Throwable failure) {
        // The request's own listener is told next, which can still end the request
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(new TooSlowException());
    }

    @Override
    public void onError(AsyncEvent event) {
        end(
                event.getThrowable() instanceof SocketTimeoutException
                        ? new TooSlowException()
                        : new IOException(event.getThrowable()));
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // Not before: a request whose connection is to be closed would not come to its end
        if (!whole) {
            UnreadBodies.close(request);
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Another cycle of the same request has a listener of its own
    }

    // The time-out, an error and the last byte may meet
    private void end(@Nullable IOException failure) {
        if (ended.compareAndSet(false, true)) {
            whenEnded.accept(new Body(kept.toByteArray(), failure));
        }
    }

    /** The caller took longer than a body may take. */
    static final class TooSlowException extends IOException {}
}
