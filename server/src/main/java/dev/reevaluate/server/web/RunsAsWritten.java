package dev.reevaluate.server.web;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs that are read while the answer is written, a few at a time: with their transcripts, a thousand of them would take
 * hundreds of megabytes for each caller.
 */
final class RunsAsWritten<T> extends AbstractList<T> {

    private static final int AT_ONCE = 20;

    private final List<Long> ids;
    private final Function<Collection<Long>, List<T>> read;
    // Read at once, so that a database that is away is told by the answer's status
    private final List<T> first;

    RunsAsWritten(List<Long> ids, Function<Collection<Long>, List<T>> read) {
        this.ids = ids;
        this.read = read;
        this.first = read.apply(part(0));
    }

    /** Reads them in the order of their ids. */
    @Override
    public Iterator<T> iterator() {
        return Stream.concat(
                        first.stream(),
                        IntStream.iterate(AT_ONCE, from -> from < ids.size(), from -> from + AT_ONCE)
                                .boxed()
                                .flatMap(from -> read.apply(part(from)).stream()))
                .iterator();
    }

    private List<Long> part(int from) {
        return ids.subList(Math.min(from, ids.size()), Math.min(from + AT_ONCE, ids.size()));
    }

    @Override
    public T get(int index) {
        throw new UnsupportedOperationException("runs are read in their order");
    }

    /** Returns how many there are at most. */
    @Override
    public int size() {
        return ids.size();
    }
}
