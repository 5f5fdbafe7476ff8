package dev.reevaluate.server.results;

import java.util.List;

/**
 * One page of a list.
 *
 * @param count items on all pages
 */
public record Page<T>(long count, List<T> items) {}
