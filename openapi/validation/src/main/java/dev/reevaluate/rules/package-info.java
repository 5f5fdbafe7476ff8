/** What server and mock decide and say alike about results, metrics and credits; the validator knows none of them. */
@NullMarked
package dev.reevaluate.rules;

import org.jspecify.annotations.NullMarked;
