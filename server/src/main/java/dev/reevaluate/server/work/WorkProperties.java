package dev.reevaluate.server.work;

import dev.reevaluate.server.SettingBounds;
import dev.reevaluate.server.outage.PassingTrouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the workers, {@code reevaluate.work.*}.
 *
 * @param runsPerSlice runs that one scheduler execution evaluates, at most; small ones spread better, and cost a row each
 * @param awaitedThreads workers for slices whose answers are awaited, of which an organization alone has an eighth;
 *     {@code db-scheduler.threads} is the number of those that compute
 * @param window awaited evaluations that this instance has under way or not yet written, at most, or a run a worker: a crash
 *     repeats no more
 * @param scoresPerCommit scores that are written in one transaction, about
 * @param commitAfter longest time that a score waits for others to be written with
 * @param retryDelay wait after a slice's first failure, doubled after each further one
 * @param maxRetryDelay longest wait between two tries of a slice
 * @param giveUpAfter age of a request at which an evaluation that still can't be done fails, and is refunded
 */
@ConfigurationProperties("reevaluate.work")
record WorkProperties(
        @DefaultValue("100") int runsPerSlice,
        @DefaultValue("64") int awaitedThreads,
        @DefaultValue("1000") int window,
        @DefaultValue("1000") int scoresPerCommit,
        @DefaultValue("200ms") Duration commitAfter,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("1m") Duration maxRetryDelay,
        @DefaultValue("24h") Duration giveUpAfter) {

    private static final Duration LONGEST_WAIT_FOR_A_LOCK = Duration.ofSeconds(5);

    WorkProperties {
        SettingBounds.of("reevaluate.work")
                .number("runs-per-slice", runsPerSlice, 1, 1_000_000)
                .number("awaited-threads", awaitedThreads, 1, 1000)
                .number("window", window, 1, 1_000_000)
                .number("scores-per-commit", scoresPerCommit, 1, 1_000_000)
                .timeOrNone("commit-after", commitAfter, 1)
                .time("retry-delay", retryDelay, 365)
                .time("max-retry-delay", maxRetryDelay, 365)
                .time("give-up-after", giveUpAfter, 365);
    }

    /** Returns how long to wait after as many failures, the last of which was this. */
    // A lock ends as suddenly as it came, and whoever looks again does so behind all that others have queued
    Duration delayAfterFailure(int failuresBefore, @Nullable Throwable last) {
        Duration delay = delayAfter(failuresBefore, null);
        boolean locked = last != null
                && PassingTrouble.of(last).filter(PassingTrouble.LOCKED::equals).isPresent();
        return locked && delay.compareTo(LONGEST_WAIT_FOR_A_LOCK) > 0 ? LONGEST_WAIT_FOR_A_LOCK : delay;
    }

    /** Returns how long to wait after as many tries that came to nothing, and at least as long as was asked for. */
    Duration delayAfter(int triesBefore, @Nullable Duration askedFor) {
        Duration delay = retryDelay.multipliedBy(1L << Math.min(triesBefore, 20));
        delay = delay.compareTo(maxRetryDelay) < 0 ? delay : maxRetryDelay;
        return askedFor == null || delay.compareTo(askedFor) >= 0 ? delay : askedFor;
    }
}
