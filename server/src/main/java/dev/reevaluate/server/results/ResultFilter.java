package dev.reevaluate.server.results;

import org.jspecify.annotations.Nullable;

/**
 * Which results to list; null means all.
 *
 * @param search part of the name, in any case
 */
public record ResultFilter(
        @Nullable Long agent,
        @Nullable Long project,
        @Nullable String search,
        @Nullable Status status) {}
