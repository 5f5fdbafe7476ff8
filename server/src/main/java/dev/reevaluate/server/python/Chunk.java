package dev.reevaluate.server.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.Reply;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A list of items for one program, on as many children as it takes: the item that ends its child fails alone, and the rest
 * goes on in another.
 */
final class Chunk<T> {

    static final int MAX_ITEM = 2_000_000;
    private static final int MAX_REQUEST = 4_000_000;

    private final List<String> items;
    private final Function<List<String>, ChildRequest> request;
    private final Reading<T> reading;
    private final List<T> ended = new ArrayList<>();
    private final String tooLong;
    private int deathsOfThisItem;
    private boolean needsFreshChild;
    private long turnNanos;

    Chunk(List<String> items, Duration timeout, Function<List<String>, ChildRequest> request, Reading<T> reading) {
        tooLong = "The program took longer than the %s s that it may take for a run, and was stopped."
                .formatted(BigDecimal.valueOf(timeout.toMillis(), 3)
                        .stripTrailingZeros()
                        .toPlainString());
        this.items = items;
        this.request = request;
        this.reading = reading;
    }

    /** Makes an outcome of how an item ended. */
    interface Reading<T> {

        T ended(int item, Reply.Ended ended);

        T failed(int item, String explanation);
    }

    /** Opens a conversation with a child. */
    interface Opening {
        ChildConversation with(Child child, int firstItem);
    }

    /**
     * Sends the items that are left to a child, which runs as many as it can in the time of one; then it is the turn of others.
     *
     * @return whether all have ended
     * @throws EvaluationDelayedException when there is no child to be had
     */
    boolean run(Children children, Opening opening) throws InterruptedException {
        turnNanos = 0;
        while (!hasEnded() && items.get(ended.size()).length() > MAX_ITEM) {
            fail("This run's data is longer than the %s characters that a Python metric is given.".formatted(MAX_ITEM));
        }
        if (hasEnded()) {
            return true;
        }
        Child child = children.take(needsFreshChild);
        boolean fresh = child.nextChunk() == 0;
        int first = ended.size();
        ChildConversation.End end = ChildConversation.End.IDLE_DEATH;
        long since = System.nanoTime();
        try {
            end = opening.with(child, first).run(request.apply(next()), this::ended);
        } finally {
            turnNanos = System.nanoTime() - since;
            if (end == ChildConversation.End.DONE) {
                children.giveBack(child);
            } else {
                children.discard(child);
                // Somebody waits for the next one to be started
                turnNanos += children.startNanos();
            }
        }
        judge(end, fresh && ended.size() == first);
        return hasEnded();
    }

    /** Returns how long the last turn has kept a child from others. */
    long turnNanos() {
        return turnNanos;
    }

    private boolean hasEnded() {
        return ended.size() == items.size();
    }

    /** Returns how the items have ended, in their order. */
    List<T> ended() {
        return ended;
    }

    // A child that has run other things, or earlier items, may die of what they left: an item is held to blame
    // where it was alone in a fresh one.
    private void judge(ChildConversation.End end, boolean alone) {
        needsFreshChild = false;
        if (end == ChildConversation.End.DONE) {
            return;
        }
        if (end == ChildConversation.End.EXPIRED) {
            fail(tooLong);
            return;
        }
        deathsOfThisItem++;
        if (end == ChildConversation.End.IDLE_DEATH && deathsOfThisItem > 1) {
            throw new EvaluationDelayedException("the Python processes end before they run anything", null);
        }
        if (end == ChildConversation.End.OUT_OF_MEMORY && alone) {
            fail("The program needs more than the %s MB of memory that it may have.".formatted(ChildStarter.HEAP_MB));
        } else if (end == ChildConversation.End.DIED && deathsOfThisItem > 1) {
            fail("The process that ran the program ended, two times in a row.");
        } else {
            needsFreshChild = true;
        }
    }

    private void ended(Reply.Ended reply) {
        Reply.Failure failure = reply.failure();
        int item = ended.size();
        deathsOfThisItem = 0;
        ended.add(failure == Reply.Failure.EXPIRED ? reading.failed(item, tooLong) : reading.ended(item, reply));
    }

    private void fail(String explanation) {
        deathsOfThisItem = 0;
        ended.add(reading.failed(ended.size(), explanation));
    }

    private List<String> next() {
        List<String> next = new ArrayList<>();
        int length = 0;
        for (String item : items.subList(ended.size(), items.size())) {
            length += item.length();
            if (item.length() > MAX_ITEM || (length > MAX_REQUEST && !next.isEmpty())) {
                break;
            }
            next.add(item);
        }
        return next;
    }
}
