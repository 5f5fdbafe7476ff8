package dev.reevaluate.server.python;

import dev.reevaluate.python.PythonChild;
import dev.reevaluate.python.protocol.Reply;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The child processes that are alive: started when they are needed, kept for a while, and one of them for good. */
final class Children implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration MAX_IDLE = Duration.ofMinutes(1);
    private static final int END_SECONDS = 10;

    // What a program leaves in the interpreter's caches goes with the process.
    private static final int MAX_CHUNKS = 100;

    private final Supplier<ChildStarter.Started> starter;
    private final Duration patience;
    private final Timer timer;
    private final ExecutorService starts = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "python-start");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Child> alive = ConcurrentHashMap.newKeySet();

    private final Deque<Child> idle = new ArrayDeque<>();
    private final Set<Child> taken = new HashSet<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int starting;
    private volatile long startNanos;
    private volatile boolean closed;

    Children(ChildStarter starter, Timer timer) {
        this(starter::start, START, timer);
    }

    /** Takes how long a child may take until it is ready. */
    Children(Supplier<ChildStarter.Started> starter, Duration patience, Timer timer) {
        this.starter = starter;
        this.patience = patience;
        this.timer = timer;
        timer.every(MAX_IDLE, this::retire);
    }

    /**
     * Hands over a child that is ready: one that is free, or else whichever comes first of one that is given back and one
     * that is started for it.
     *
     * @param fresh none that has run anything before
     * @throws EvaluationDelayedException when none can be had now
     */
    Child take(boolean fresh) throws InterruptedException {
        Waiter waiter = new Waiter(fresh, new CompletableFuture<>());
        synchronized (this) {
            for (Child child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
                if (child.isAlive() && waiter.mayHave(child)) {
                    taken.add(child);
                    return child;
                }
                // There are never more than there are workers: one that does not serve makes room.
                child.kill();
            }
            if (closed) {
                throw stopping();
            }
            waiters.addLast(waiter);
            startWhatIsMissing();
        }
        try {
            return waiter.child().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EvaluationDelayedException delayed
                    ? new EvaluationDelayedException(delayed.reason(), null)
                    : new IllegalStateException(e);
        }
    }

    /** Takes a child back that waits for work. */
    synchronized void giveBack(Child child) {
        if (closed || child.chunks() >= MAX_CHUNKS || !child.isAlive()) {
            discard(child);
        } else {
            taken.remove(child);
            offer(child);
        }
    }

    /** Ends a child, which is alive until the system has done it. */
    synchronized void discard(Child child) {
        child.kill();
        taken.remove(child);
        startWhatIsMissing();
    }

    int alive() {
        alive.removeIf(child -> !child.isAlive());
        return alive.size();
    }

    /** Returns how long the latest start of a child took. */
    long startNanos() {
        return startNanos;
    }

    synchronized int free() {
        return idle.size();
    }

    /** Ends all of them, and whichever is being started. */
    @Override
    public synchronized void close() {
        closed = true;
        starts.shutdown();
        waiters.forEach(waiter -> waiter.child().completeExceptionally(stopping()));
        waiters.clear();
        List.copyOf(alive).forEach(Child::kill);
    }

    /** Waits until those that were ended are gone: a server that has ended leaves no process behind. */
    void awaitEnd() {
        try {
            // One may be about to be started, and is ended then
            starts.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(alive).forEach(Child::awaitEnd);
    }

    /** Ends those that nobody has needed for a while; the last one stays, as a new one takes seconds to start. */
    synchronized void retire() {
        long now = System.nanoTime();
        while (idle.size() > 1 && idle.getLast().idleFor(MAX_IDLE.toNanos(), now)) {
            idle.removeLast().kill();
        }
    }

    // Each that waits has a start that goes on, its own or one that another has no more need of
    private void startWhatIsMissing() {
        if (closed || starting >= waiters.size()) {
            return;
        }
        starting++;
        try {
            starts.execute(this::start);
        } catch (Throwable noThread) {
            // Such as an OutOfMemoryError
            startHasEnded(null, "no thread can be started that starts a Python process");
        }
    }

    private void start() {
        @Nullable Child ready = null;
        String trouble = "no Python process gets ready; the server's log says why";
        try {
            ready = startedChild();
        } catch (EvaluationDelayedException e) {
            trouble = e.reason();
        } finally {
            startHasEnded(ready, trouble);
        }
    }

    private synchronized void startHasEnded(@Nullable Child ready, String trouble) {
        starting--;
        if (ready != null) {
            offer(ready);
        }
        if (starting == 0) {
            // One that works will be given back, but has run something then
            fail(waiter -> waiter.fresh() || taken.isEmpty(), trouble);
        }
    }

    private void fail(Predicate<Waiter> which, String trouble) {
        for (Waiter waiter : new ArrayList<>(waiters)) {
            if (which.test(waiter)) {
                waiters.remove(waiter);
                waiter.child().completeExceptionally(new EvaluationDelayedException(trouble, null));
            }
        }
    }

    // Who needs a fresh one is served by no other, and comes first
    private void offer(Child child) {
        if (closed) {
            child.kill();
            return;
        }
        Optional<Waiter> next = waiters.stream()
                .filter(waiter -> waiter.fresh() && waiter.mayHave(child))
                .findFirst()
                .or(() -> waiters.stream().filter(waiter -> !waiter.fresh()).findFirst());
        if (next.isPresent()) {
            waiters.remove(next.get());
            taken.add(child);
            next.get().child().complete(child);
        } else {
            child.idleFrom(System.nanoTime());
            idle.addFirst(child);
        }
    }

    private @Nullable Child startedChild() {
        long since = System.nanoTime();
        ChildStarter.Started started = starter.get();
        Child child = started.child();
        alive.removeIf(other -> !other.isAlive());
        alive.add(child);
        if (closed) {
            child.kill();
        }
        Timer.Alarm alarm = timer.in(patience, child::kill);
        try {
            if (child.receive() instanceof Reply.Ready ready && ready.version().equals(PythonChild.VERSION)) {
                started.ready();
                startNanos = System.nanoTime() - since;
                return child;
            }
            started.failed("reevaluate-python.jar is of another version than this server");
        } catch (IOException e) {
            if (closed) {
                started.stopped();
            } else {
                started.failed("it ended, or was ended after %s s".formatted(patience.toSeconds()));
            }
        } finally {
            alarm.cancel();
        }
        return null;
    }

    private static EvaluationDelayedException stopping() {
        return new EvaluationDelayedException("the server is stopping", null);
    }

    /** A job that waits for a child. */
    private record Waiter(boolean fresh, CompletableFuture<Child> child) {

        boolean mayHave(Child offered) {
            return !fresh || offered.chunks() == 0;
        }
    }
}
