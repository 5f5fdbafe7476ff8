/** Tells receivers over HTTP that a result is completed: at least once, in order for each result, beside all other work. */
@NullMarked
package dev.reevaluate.server.webhooks;

import org.jspecify.annotations.NullMarked;
