/** What a consumer reads: results with their aggregates, runs with their scores, metrics. */
@NullMarked
package dev.reevaluate.server.results;

import org.jspecify.annotations.NullMarked;
