package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the recording says of who spoke when; null where it does not say.
 *
 * @param agent pairs of start and end, in seconds
 * @param caller pairs of start and end, in seconds
 * @param totalDuration seconds
 */
public record Recording(
        @Nullable List<List<BigDecimal>> agent,
        @Nullable List<List<BigDecimal>> caller,
        @Nullable BigDecimal totalDuration) {

    static final Recording NONE = new Recording(null, null, null);
}
