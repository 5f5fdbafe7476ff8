package dev.reevaluate.server.access;

import org.jspecify.annotations.Nullable;

/**
 * Who a key speaks for: an organization, or one project of it; what lies outside does not exist for the caller.
 *
 * @param project the only project the key opens, or null for all of the organization
 * @param readOnly whether the key may only read
 */
public record Caller(long organization, @Nullable Long project, boolean readOnly) {}
