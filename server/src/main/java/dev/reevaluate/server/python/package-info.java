/** Python metrics: starts, feeds, bounds and ends the child processes that run them, and checks what they answer. */
@NullMarked
package dev.reevaluate.server.python;

import org.jspecify.annotations.NullMarked;
