package dev.reevaluate.server.webhooks;

import dev.reevaluate.server.SettingBounds;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the webhooks, {@code reevaluate.webhooks.*}.
 *
 * @param threads deliveries that are under way at once, of this instance
 * @param allowedHosts hosts that may have private addresses, named as the URLs have them
 * @param connectTimeout longest wait for a connection, and for each step of its TLS handshake
 * @param timeout longest time of an attempt, from the connection to the end of the answer
 * @param retryDelay wait after an event's first failed attempt, three times as long after each further one
 * @param maxRetryDelay longest wait between two attempts
 * @param giveUpAfter age of an event at which a failed attempt is its last
 */
@ConfigurationProperties("reevaluate.webhooks")
record WebhooksProperties(
        @DefaultValue("8") int threads,
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("10s") Duration retryDelay,
        @DefaultValue("1d") Duration maxRetryDelay,
        @DefaultValue("3d") Duration giveUpAfter) {

    WebhooksProperties {
        SettingBounds.of("reevaluate.webhooks")
                .number("threads", threads, 1, 1000)
                .time("connect-timeout", connectTimeout, 365)
                .time("timeout", timeout, 365)
                .time("retry-delay", retryDelay, 365)
                .time("max-retry-delay", maxRetryDelay, 365)
                .time("give-up-after", giveUpAfter, 365);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Returns the wait after a failed attempt, the last of which is made when the event is to be given up. */
    Duration delayAfter(int attemptsBefore, Duration age) {
        Duration delay = retryDelay;
        for (int i = 0; i < attemptsBefore && delay.compareTo(maxRetryDelay) < 0; i++) {
            delay = delay.multipliedBy(3);
        }
        return shorter(shorter(delay, maxRetryDelay), giveUpAfter.minus(age));
    }

    boolean isLast(Duration age) {
        return age.compareTo(giveUpAfter) >= 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
