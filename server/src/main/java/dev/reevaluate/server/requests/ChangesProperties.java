package dev.reevaluate.server.requests;

import dev.reevaluate.server.SettingBounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the changes that requests made, {@code reevaluate.changes.*}.
 *
 * @param retention how long they are kept, from when the request was accepted
 */
@ConfigurationProperties("reevaluate.changes")
record ChangesProperties(@DefaultValue("90d") Duration retention) {

    ChangesProperties {
        SettingBounds.of("reevaluate.changes").time("retention", retention, 36_500);
    }
}
