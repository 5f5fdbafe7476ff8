/** What of the past is kept, and what an operator may have removed. */
@NullMarked
package dev.reevaluate.server.retention;

import org.jspecify.annotations.NullMarked;
