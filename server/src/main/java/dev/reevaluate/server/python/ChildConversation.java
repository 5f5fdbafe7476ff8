package dev.reevaluate.server.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.ExitCodes;
import dev.reevaluate.python.protocol.Reply;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One request to a child, from its sending to its end; the child is ended where it does not keep its times. */
final class ChildConversation {

    // The child itself ends a program in time; this is for the child that does not.
    private static final Duration GRACE = Duration.ofSeconds(2);

    // Making a context takes a tenth of a second, on a machine with nothing else to do.
    private static final Duration PREPARATION = Duration.ofMinutes(1);
    private static final Duration JUDGE = Duration.ofMinutes(10);
    private static final int MAX_JUDGE_CALLS = 10;

    private final Child child;
    private final Timer timer;
    private final Duration timeout;
    private final JudgeCalls judge;
    private final int firstItem;

    private int item;
    private int judgeCalls;
    private boolean running;
    private volatile boolean expired;

    /** Takes what the request's first item is in the list of the judge's caller. */
    ChildConversation(Child child, Timer timer, Duration timeout, JudgeCalls judge, int firstItem) {
        this.child = child;
        this.timer = timer;
        this.timeout = timeout;
        this.judge = judge;
        this.firstItem = firstItem;
    }

    /** How it ended. */
    enum End {
        /** Every item has ended. */
        DONE,
        /** The item that was running took too long; the child is gone. */
        EXPIRED,
        /** The child went, out of memory, while an item was running. */
        OUT_OF_MEMORY,
        /** The child went while an item was running. */
        DIED,
        /** The child went, with no item running. */
        IDLE_DEATH
    }

    /**
     * Sends the request, and hands over what has ended, item by item.
     *
     * @throws EvaluationDelayedException when the judge says so; the child is gone then
     */
    End run(ChildRequest request, Consumer<Reply.Ended> ended) throws InterruptedException {
        Timer.Alarm alarm = timer.in(PREPARATION, child::kill);
        Duration left = timeout.plus(GRACE);
        long since = System.nanoTime();
        try {
            child.send(request);
            while (true) {
                Reply reply = child.receive();
                alarm.cancel();
                if (reply instanceof Reply.Started started && !running && started.item() == item) {
                    running = true;
                    judgeCalls = 0;
                    left = timeout.plus(GRACE);
                    since = System.nanoTime();
                    alarm = timer.in(left, this::expire);
                } else if (reply instanceof Reply.Ended end && running && end.item() == item) {
                    running = false;
                    item++;
                    ended.accept(end);
                    alarm = timer.in(PREPARATION, child::kill);
                } else if (reply instanceof Reply.JudgeCall call && running && ++judgeCalls <= MAX_JUDGE_CALLS) {
                    left = left.minusNanos(System.nanoTime() - since);
                    child.send(answer(call));
                    since = System.nanoTime();
                    alarm = timer.in(left, this::expire);
                } else if (reply instanceof Reply.Done && !running) {
                    return End.DONE;
                } else {
                    throw new IOException("A reply out of turn");
                }
            }
        } catch (IOException e) {
            child.kill();
            return death(child.exitCode());
        } finally {
            alarm.cancel();
        }
    }

    private void expire() {
        expired = true;
        child.kill();
    }

    private End death(int exitCode) {
        if (!running) {
            return End.IDLE_DEATH;
        }
        if (expired || exitCode == ExitCodes.EXPIRED) {
            return End.EXPIRED;
        }
        return exitCode == ExitCodes.OUT_OF_MEMORY ? End.OUT_OF_MEMORY : End.DIED;
    }

    private ChildRequest.JudgeAnswer answer(Reply.JudgeCall call) throws InterruptedException {
        try {
            return new ChildRequest.JudgeAnswer(
                    judge.evaluate(firstItem + call.item(), call.request())
                            .toCompletableFuture()
                            .get(JUDGE.toSeconds(), TimeUnit.SECONDS),
                    null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EvaluationDelayedException delayed) {
                child.kill();
                throw delayed;
            }
            return new ChildRequest.JudgeAnswer(
                    null,
                    e.getCause() instanceof JudgeCallException told ? told.getMessage() : "The judge gave no answer.");
        } catch (TimeoutException e) {
            return new ChildRequest.JudgeAnswer(null, "The judge gave no answer.");
        }
    }
}
