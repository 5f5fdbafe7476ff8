package dev.reevaluate.server.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the workers, {@code reevaluate.work.*}; their number is {@code db-scheduler.threads}.
 *
 * @param runsPerSlice runs that one scheduler execution evaluates, at most; small ones spread better, and cost a row each
 * @param retryDelay wait after a slice's first failure, doubled after each further one
 * @param maxRetryDelay longest wait between two tries; a slice is tried until it succeeds, it is paid for
 */
@ConfigurationProperties("reevaluate.work")
record WorkProperties(
        @DefaultValue("50") int runsPerSlice,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("1m") Duration maxRetryDelay) {

    WorkProperties {
        if (runsPerSlice < 1) {
            throw new IllegalArgumentException("reevaluate.work.runs-per-slice must be at least 1");
        }
    }

    Duration delayAfter(int consecutiveFailures) {
        Duration delay = retryDelay.multipliedBy(1L << Math.min(consecutiveFailures, 20));
        return delay.compareTo(maxRetryDelay) < 0 ? delay : maxRetryDelay;
    }
}
