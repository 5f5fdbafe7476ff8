package dev.reevaluate.server.credits;

import java.time.OffsetDateTime;

/**
 * What an organization was granted, has used and may still spend; {@code granted} less {@code used} is {@code remaining}.
 *
 * @param used charges less refunds
 */
public record Balance(
        long organization,
        Credits granted,
        Credits used,
        Credits remaining,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt) {}
