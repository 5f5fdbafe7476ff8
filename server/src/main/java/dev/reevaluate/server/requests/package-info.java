/** What became of accepted requests: their progress, and the scores that they changed. */
@NullMarked
package dev.reevaluate.server.requests;

import org.jspecify.annotations.NullMarked;
