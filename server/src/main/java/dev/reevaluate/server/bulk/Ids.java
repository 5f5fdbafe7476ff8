package dev.reevaluate.server.bulk;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ids of a request: any integers, a repeated one counts once. */
record Ids(Set<BigInteger> values) {

    private static final int BITS_OF_AN_ID = Long.SIZE - 1;

    static Ids of(Collection<BigInteger> values) {
        return new Ids(new LinkedHashSet<>(values));
    }

    /** Returns those that can exist at all: an id is a 64-bit number, the contract bounds it nowhere. */
    List<Long> possible() {
        return values.stream()
                .filter(value -> value.bitLength() <= BITS_OF_AN_ID)
                .map(BigInteger::longValue)
                .toList();
    }

    /** Returns the same text for the same ids, in whatever order and however often they were named. */
    String asSet() {
        return values.stream().sorted().map(BigInteger::toString).collect(Collectors.joining(","));
    }

    /** Returns those that are not among the existing ones, in the order of the request. */
    List<BigInteger> without(Collection<Long> existing) {
        Set<BigInteger> missing = new LinkedHashSet<>(values);
        existing.forEach(id -> missing.remove(BigInteger.valueOf(id)));
        return List.copyOf(missing);
    }
}
