package dev.reevaluate.server.python;

import dev.reevaluate.python.PythonChild;
import dev.reevaluate.python.protocol.Reply;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The child processes that are alive: started when they are needed, kept for a while, and one of them for good. */
final class Children implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration MAX_IDLE = Duration.ofMinutes(1);

    // What a program leaves in the interpreter's caches goes with the process.
    private static final int MAX_CHUNKS = 100;

    private final ChildStarter starter;
    private final Timer timer;
    private final ConcurrentLinkedDeque<Child> idle = new ConcurrentLinkedDeque<>();
    private final Set<Child> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Children(ChildStarter starter, Timer timer) {
        this.starter = starter;
        this.timer = timer;
        timer.every(MAX_IDLE, this::retire);
    }

    /**
     * Hands over a child that is ready.
     *
     * @param fresh none that has run anything before
     * @throws EvaluationDelayedException when none can be had now
     */
    Child take(boolean fresh) {
        for (Child child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
            if (child.isAlive() && (!fresh || child.chunks() == 0)) {
                return child;
            }
            // There are never more than there are workers: one that does not serve makes room.
            discard(child);
        }
        if (closed) {
            throw stopping();
        }
        return start();
    }

    /** Takes a child back that waits for work. */
    void giveBack(Child child) {
        child.idleFrom(System.nanoTime());
        idle.addFirst(child);
        if (closed || child.chunks() >= MAX_CHUNKS) {
            idle.remove(child);
            discard(child);
        }
    }

    /** Ends a child, which is alive until the system has done it. */
    void discard(Child child) {
        child.kill();
    }

    int alive() {
        alive.removeIf(child -> !child.isAlive());
        return alive.size();
    }

    /** Ends all of them, and whichever is being started. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(alive).forEach(this::discard);
    }

    /** Waits until those that were ended are gone: a server that has ended leaves no process behind. */
    void awaitEnd() {
        List.copyOf(alive).forEach(Child::awaitEnd);
    }

    /** Ends those that nobody has needed for a while; the last one stays, as a new one takes seconds to start. */
    void retire() {
        long now = System.nanoTime();
        while (idle.size() > 1) {
            Child longest = idle.pollLast();
            if (longest == null) {
                return;
            }
            if (!longest.idleFor(MAX_IDLE.toNanos(), now)) {
                idle.addLast(longest);
                return;
            }
            discard(longest);
        }
    }

    private Child start() {
        ChildStarter.Started started = starter.start();
        Child child = started.child();
        alive.removeIf(other -> !other.isAlive());
        alive.add(child);
        if (closed) {
            discard(child);
        }
        Timer.Alarm alarm = timer.in(START, child::kill);
        try {
            if (child.receive() instanceof Reply.Ready ready && ready.version().equals(PythonChild.VERSION)) {
                started.ready();
                return child;
            }
            started.failed("reevaluate-python.jar is of another version than this server");
        } catch (IOException e) {
            if (closed) {
                started.stopped();
                throw stopping();
            }
            started.failed("it ended, or was ended after %d s".formatted(START.toSeconds()));
        } finally {
            alarm.cancel();
        }
        discard(child);
        throw new EvaluationDelayedException("no Python process gets ready; the server's log says why", null);
    }

    private static EvaluationDelayedException stopping() {
        return new EvaluationDelayedException("the server is stopping", null);
    }
}
