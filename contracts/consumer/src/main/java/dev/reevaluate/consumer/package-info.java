/** What a consumer team writes over the generated client: the whole job of a re-evaluation in one call. */
@NullMarked
package dev.reevaluate.consumer;

import org.jspecify.annotations.NullMarked;
