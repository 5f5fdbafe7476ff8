package dev.reevaluate.server.bulk;

import dev.reevaluate.server.SettingBounds;
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
        SettingBounds.of("reevaluate.idempotency").time("retention", retention, 36_500);
    }
}
