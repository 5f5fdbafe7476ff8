package dev.reevaluate.server.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.Frames;
import dev.reevaluate.python.protocol.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** A child process, as one thread at a time talks to it. */
final class Child {

    private static final long EXIT_SECONDS = 10;

    private final Process process;
    private final OutputStream requests;
    private final InputStream replies;
    private int chunks;
    private long idleSince;

    Child(Process process) {
        this.process = process;
        requests = new BufferedOutputStream(process.getOutputStream());
        replies = new BufferedInputStream(process.getInputStream());
    }

    /**
     * Sends a request.
     *
     * @throws IOException when the child is gone
     */
    void send(ChildRequest request) throws IOException {
        Frames.write(requests, request, Frames.MAX_REQUEST);
    }

    /**
     * Waits for the next reply.
     *
     * @throws IOException when the child is gone, or says what is no reply
     */
    Reply receive() throws IOException {
        return Frames.read(replies, Reply.class, Frames.MAX_REPLY);
    }

    /** Ends it at once; whoever waits for a reply hears that it is gone. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits until it is gone, which takes the system a moment after {@link #kill}. */
    void awaitEnd() {
        try {
            process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Whoever stops the server in a hurry does not wait.
            Thread.currentThread().interrupt();
        }
    }

    /** Makes sure that it is gone, and says how it ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
        return process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Returns how many chunks it was given so far, this one not counted. */
    int nextChunk() {
        return chunks++;
    }

    int chunks() {
        return chunks;
    }

    void idleFrom(long nanoTime) {
        idleSince = nanoTime;
    }

    boolean idleFor(long nanos, long now) {
        return now - idleSince >= nanos;
    }
}
