/** A document unlike ours, with a server of its own: what the build does with openapi.yaml, it does with any document. */
@NullMarked
package dev.reevaluate.alien;

import org.jspecify.annotations.NullMarked;
