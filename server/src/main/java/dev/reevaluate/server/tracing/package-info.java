/** Traces from a bulk request to its slices and the judge's answers, where an endpoint is set to send them to. */
@NullMarked
package dev.reevaluate.server.tracing;

import org.jspecify.annotations.NullMarked;
