package dev.reevaluate.server.testing;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a check on many values that are made at random, others in each build. {@code -Dtries} says how many times;
 * a failure names the {@code -Dreevaluate.seed} that repeats it.
 */
public final class Tries {

    private static final String TRIES = "tries";
    private static final String SEED = "reevaluate.seed";

    private Tries() {}

    /** A check of values that the generator of random numbers makes. */
    @FunctionalInterface
    public interface Check {
        void on(RandomGenerator random) throws Exception;
    }

    /** Runs the check, each time with a seed of its own: the one before it and one. */
    public static void run(int tries, Check check) {
        long first = Long.getLong(SEED, System.nanoTime());
        int all = Integer.getInteger(TRIES, tries);
        for (int i = 0; i < all; i++) {
            try {
                check.on(new SplittableRandom(first + i));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(
                        "try %d of %d; -D%s=%d -D%s=1 repeats it: %s"
                                .formatted(i + 1, all, SEED, first + i, TRIES, failure.getMessage()),
                        failure);
            }
        }
    }
}
