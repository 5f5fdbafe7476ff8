package dev.reevaluate.server.bulk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of idempotency keys, {@code reevaluate.idempotency.*}.
 *
 * @param retention how long an accepted request is remembered by its key
 */
@ConfigurationProperties("reevaluate.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration retention) {

    IdempotencyProperties {
        if (retention.isZero() || retention.isNegative()) {
            throw new IllegalArgumentException("reevaluate.idempotency.retention must be longer than nothing");
        }
    }
}
