/** Serves the stubs of the contracts over HTTP, for consumers in any language. */
@NullMarked
package dev.reevaluate.mock;

import org.jspecify.annotations.NullMarked;
