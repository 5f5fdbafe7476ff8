/** Measures the server against floors of the same run; not part of the suite, as a time is no promise. */
@NullMarked
package dev.reevaluate.server.benchmark;

import org.jspecify.annotations.NullMarked;
